using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Unicode;
using IGSendMail.Privacy.Consent;
using IGSendMail.Privacy.Settings;
using IGSendMail.Web.Features.Shared;

namespace IGSendMail.Web.Features.Consent;

/// <summary>
/// Consent records for other programs: the fields of ISO/IEC TS 27560 (as in the W3C guide for it), in the terms of the W3C
/// Data Privacy Vocabulary.
/// </summary>
public sealed class ReceiptJson(SiteOptions site, TimeProvider time)
{
    private const string Schema = "ISO/IEC TS 27560:2023";

    /// <summary>For people who open the file themselves.</summary>
    public static readonly JsonSerializerOptions Readable = new()
    {
        WriteIndented = true,
        Encoder = JavaScriptEncoder.Create(UnicodeRanges.All),
    };

    /// <summary>The receipt of one consent: its records with the words, word for word.</summary>
    public JsonObject Of(ConsentHistory history) => new()
    {
        ["@context"] = new JsonObject { ["dpv"] = "https://w3id.org/dpv#", ["pd"] = "https://w3id.org/dpv/pd#" },
        ["@type"] = "dpv:ConsentReceipt",
        ["schema_version"] = Schema,
        ["receipt_id"] = history.Records[0].ReceiptHash,
        ["issued"] = time.GetUtcNow().Iso(),
        ["records"] = new JsonArray([.. history.Records.Select(r => Record(r, TextOf(history, r)))]),
    };

    public JsonObject Record(ConsentRecord record, JsonObject? notice) => new()
    {
        ["@type"] = "dpv:ConsentRecord",
        ["schema_version"] = Schema,
        ["record_id"] = record.Id.ToString("N"),
        ["pii_principal_id"] = record.ChainId.ToString("N"),
        ["notice"] = notice,
        ["privacy_policy"] = new JsonObject
        {
            ["version"] = record.PolicyVersion,
            ["url"] = Link(PrivacyLinks.PolicyVersion(record.PolicyVersion)),
        },
        ["purposes"] = new JsonArray(
            Purpose("analytics", "dpv:ServiceUsageAnalytics", "pd:BrowsingBehaviour", record.Analytics, record.Kind),
            Purpose("preference", "dpv:UserInterfacePersonalisation", "pd:Preference", record.Preference, record.Kind)),
        ["legal_basis"] = "dpv:Consent",
        ["jurisdiction"] = site.Country,
        ["pii_controller"] = new JsonObject
        {
            ["@type"] = "dpv:DataController",
            ["name"] = site.Company,
            ["country"] = site.Country,
            ["contact"] = site.PrivacyAddress,
        },
        ["recipients"] = Link(PrivacyRoutes.Subprocessors),
        ["storage_and_retention"] = Link(PrivacyRoutes.PersonalData),
        ["withdrawal_method"] = Link(PrivacyRoutes.CookieReceipt),
        ["event"] = new JsonObject
        {
            ["time"] = record.At.Iso(),
            ["recorded"] = record.RecordedAt.Iso(),
            ["valid_until"] = record.ValidUntil.Iso(),
            ["type"] = record.Kind.ToString(),
            ["state"] = State(record.Kind),
            ["global_privacy_control"] = record.Signal,
        },
    };

    /// <summary>What was shown, by its fingerprint.</summary>
    public static JsonObject? Notice(string? hash, string? locale, string? interfaceVersion) => hash is null ? null : new()
    {
        ["sha256"] = hash,
        ["language"] = locale,
        ["interface_version"] = interfaceVersion,
    };

    private static JsonObject? TextOf(ConsentHistory history, ConsentRecord record)
    {
        var text = record.TextHash is { } hash ? history.Texts.GetValueOrDefault(hash) : null;
        var notice = Notice(record.TextHash, text?.Locale, text?.InterfaceVersion);
        notice?.Add("words", text?.Content);
        return notice;
    }

    private static JsonObject Purpose(string category, string purpose, string data, bool allowed, ConsentKind kind) => new()
    {
        ["category"] = category,
        ["purpose"] = purpose,
        ["personal_data"] = data,
        ["state"] = allowed ? "dpv:ConsentGiven" : kind switch
        {
            ConsentKind.Withdrawn => "dpv:ConsentWithdrawn",
            ConsentKind.Expired => "dpv:ConsentExpired",
            _ => "dpv:ConsentRefused",
        },
    };

    private static string State(ConsentKind kind) => kind switch
    {
        ConsentKind.Refused => "dpv:ConsentRefused",
        ConsentKind.Withdrawn => "dpv:ConsentWithdrawn",
        ConsentKind.Expired => "dpv:ConsentExpired",
        _ => "dpv:ConsentGiven",
    };

    private string Link(string path) => site.Link(path).ToString();
}
