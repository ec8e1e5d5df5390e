namespace IGSendMail.Web.Features.Officer;

/// <summary>Registers what only the web side of this room needs.</summary>
internal static class OfficerWeb
{
    public static IServiceCollection AddOfficerWeb(this IServiceCollection services) => services.AddSingleton<ConsentExportWriter>();
}
