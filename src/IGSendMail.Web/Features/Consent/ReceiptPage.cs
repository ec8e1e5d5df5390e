using IGSendMail.Privacy.Consent;
using IGSendMail.Privacy.Settings;

namespace IGSendMail.Web.Features.Consent;

/// <summary>Asks for a receipt code.</summary>
public sealed class ReceiptForm
{
    /// <summary>The code as typed.</summary>
    public string? Code { get; set; }
}

/// <summary>What happened to one consent.</summary>
/// <param name="History">Its records and texts.</param>
/// <param name="JustWithdrawn">True if it was taken back a moment ago.</param>
/// <param name="Site">In whose time zone times are told.</param>
public sealed record ReceiptPage(ConsentHistory History, bool JustWithdrawn, SiteOptions Site)
{
    /// <summary>The texts that were shown, in the order of their first choice, with a name to link to.</summary>
    public IReadOnlyList<(string Name, ShownText? Text)> Texts { get; } =
    [
        .. History.Records.Select(r => r.TextHash).OfType<string>().Distinct(StringComparer.Ordinal)
            .Select(hash => (NameOf(hash), History.Texts.GetValueOrDefault(hash))),
    ];

    /// <summary>How the choice stands now, in one or two sentences: what the page begins with.</summary>
    public string Stands => History switch
    {
        { Holds: true } => $"You allow {Allows(History.Records[^1])} cookies in the browser you chose with, until {When(History.Records[^1].ValidUntil)}. You can take it back here, from any device and without a reason.",
        { IsRecordedLater: true } or { Records: [.., { Kind: ConsentKind.Withdrawn }] } => "You took your consent back. All optional cookies are off.",
        { Records: [.., { Kind: ConsentKind.Refused }] } => "You refused optional cookies. They are off, so there is nothing to take back.",
        _ => "Your consent has ended. All optional cookies are off, so there is nothing to take back.",
    };

    /// <summary>Name of a text on the page.</summary>
    public static string NameOf(string hash) => "words-" + hash[..12];

    /// <summary>What a record says, in plain words.</summary>
    public static string What(ConsentRecord record) => record.Kind switch
    {
        ConsentKind.Refused => "You refused optional cookies.",
        ConsentKind.Withdrawn => "You took your consent back. All optional cookies are off.",
        ConsentKind.Expired => "Your consent ended by itself, because its time was over.",
        ConsentKind.Changed => "You changed your choice. " + Allowed(record),
        _ => "You allowed optional cookies. " + Allowed(record),
    };

    /// <summary>An instant as people read it.</summary>
    public string When(DateTimeOffset instant) => instant.MomentIn(Site);

    private static string Allows(ConsentRecord record) => record switch
    {
        { Analytics: true, Preference: true } => "analytics and preference",
        { Analytics: true } => "analytics",
        _ => "preference",
    };

    private static string Allowed(ConsentRecord record) =>
        $"Analytics cookies: {(record.Analytics ? "allowed" : "off")}. Preference cookies: {(record.Preference ? "allowed" : "off")}.";
}
