using IGSendMail.Privacy.Policy;
using IGSendMail.Privacy.Settings;

namespace IGSendMail.Web.Hosting.Starting;

/// <summary>
/// People must learn who receives their data (GDPR Art. 13(1)(e)): a real site does not serve while its register leaves that open. The
/// demonstration does, and says so on the page.
/// </summary>
internal static class NamedSubprocessors
{
    /// <summary>Refuses to go on in production.</summary>
    /// <exception cref="InvalidSettingException">A fact is not named.</exception>
    public static void RequireNamedSubprocessors(this IServiceProvider services, IHostEnvironment environment)
    {
        var open = services.GetRequiredService<PolicyShelf>().Snapshot().Register.Unnamed;
        if (open.Count > 0 && !environment.IsDevelopment())
        {
            throw new InvalidSettingException(
                "Policy:Subprocessors",
                $"has to name a register of your own: in this one “{SubprocessorRegister.ForOperator}” stands for {string.Join(", ", open)}. Copy {SubprocessorRegister.FileName}, write your providers there, and name the file");
        }
    }
}
