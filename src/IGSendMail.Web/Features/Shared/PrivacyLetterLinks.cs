using IGSendMail.Privacy.Daily;
using IGSendMail.Privacy.Erasure;
using IGSendMail.Privacy.Requests;
using IGSendMail.Privacy.Settings;
using IGSendMail.Privacy.Standing;

namespace IGSendMail.Web.Features.Shared;

/// <summary>Leads from letters to the pages about people's data.</summary>
internal sealed class PrivacyLetterLinks(SiteOptions site, HostPages host) : IRequestLetterLinks, IErasureLetterLinks, IStandingLetterLinks, IDailyLetterLinks
{
    public Uri NewRequest(string language) => Link(PrivacyRoutes.NewRequest, language);

    public Uri OwnData => Link(PrivacyRoutes.AccountData);

    public Uri ForgottenPassword => Link(host.ForgottenPassword);

    public Uri CheckReceipt(string language) => Link(PrivacyRoutes.CheckReceipt, language);

    public Uri Officer => Link(PrivacyRoutes.Officer);

    public Uri OfficerRetention => Link(PrivacyRoutes.OfficerRetention);

    public Uri Request(string reference, string language) => Link(PrivacyLinks.Request(reference), language);

    public Uri Confirm(string token, string language) =>
        Link($"{PrivacyRoutes.ConfirmRequest}?token={Uri.EscapeDataString(token)}&{SiteLanguages.Key}={Uri.EscapeDataString(language)}");

    public Uri OfficerRequest(string reference) => Link(PrivacyLinks.OfficerRequest(reference));

    public Uri PassedOn(Guid requestId) => Link($"{host.PassedOn}/{requestId:D}");

    private Uri Link(string path) => site.Link(path);

    /// <summary>Where nobody chose a language the browser of the person does.</summary>
    private Uri Link(string path, string language) =>
        Link(language == SiteLanguages.OfSite ? path : $"{path}?{SiteLanguages.Key}={Uri.EscapeDataString(language)}");
}

/// <summary>Registers the links of letters.</summary>
internal static class LetterLinksWeb
{
    public static IServiceCollection AddPrivacyLetterLinks(this IServiceCollection services) => services
        .AddSingleton<PrivacyLetterLinks>()
        .AddSingleton<IRequestLetterLinks>(provider => provider.GetRequiredService<PrivacyLetterLinks>())
        .AddSingleton<IErasureLetterLinks>(provider => provider.GetRequiredService<PrivacyLetterLinks>())
        .AddSingleton<IStandingLetterLinks>(provider => provider.GetRequiredService<PrivacyLetterLinks>())
        .AddSingleton<IDailyLetterLinks>(provider => provider.GetRequiredService<PrivacyLetterLinks>());
}
