using System.Text.Json;
using IGSendMail.Privacy.Audit;

namespace IGSendMail.Web.Features.Officer;

/// <summary>Roles, outcomes and facts as the officer's page says them.</summary>
internal static class AuditWords
{
    public static string Role(string role) => role switch
    {
        nameof(AuditRole.Visitor) => "A visitor",
        nameof(AuditRole.Customer) => "A customer",
        nameof(AuditRole.Officer) => "A privacy officer",
        nameof(AuditRole.System) => "The program",
        nameof(AuditRole.Operator) => "The operator",
        _ => role,
    };

    public static string Outcome(string outcome) => outcome switch
    {
        nameof(AuditOutcome.Done) => "Done",
        nameof(AuditOutcome.Refused) => "Refused",
        nameof(AuditOutcome.Failed) => "Failed",
        _ => outcome,
    };

    /// <summary>The facts as "right: Access, count: 3". What cannot be read is shown as it stands.</summary>
    public static string Facts(string json)
    {
        try
        {
            using var facts = JsonDocument.Parse(json);
            return string.Join(", ", facts.RootElement.EnumerateObject().Select(f => $"{f.Name}: {f.Value}"));
        }
        catch (Exception unreadable) when (unreadable is JsonException or InvalidOperationException)
        {
            return json;
        }
    }
}
