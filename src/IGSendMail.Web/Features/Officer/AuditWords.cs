using System.Text.Json;
using IGSendMail.Privacy.Audit;

namespace IGSendMail.Web.Features.Officer;

/// <summary>Acts, roles and outcomes as the officer's page says them.</summary>
internal static class AuditWords
{
    private static readonly Dictionary<AuditAct, string> Acts = new()
    {
        [AuditAct.AccountOpened] = "Account opened",
        [AuditAct.SignedIn] = "Signed in",
        [AuditAct.SignInRefused] = "Sign-in refused",
        [AuditAct.SignedOut] = "Signed out",
        [AuditAct.PasswordChanged] = "Password changed",
        [AuditAct.AccountCancelled] = "Account cancelled",
        [AuditAct.CancellationUndone] = "Cancellation taken back",
        [AuditAct.OfficerAdded] = "Privacy officer added",
        [AuditAct.ImportStarted] = "List upload taken on",
        [AuditAct.ImportFinished] = "List upload read",
        [AuditAct.ListDeleted] = "List deleted",
        [AuditAct.ConsentGranted] = "Optional cookies allowed",
        [AuditAct.ConsentRefused] = "Optional cookies refused",
        [AuditAct.ConsentChanged] = "Cookie choice changed",
        [AuditAct.SignalKept] = "Global Privacy Control kept with a profile",
        [AuditAct.ConsentWithdrawn] = "Consent taken back",
        [AuditAct.ConsentExpired] = "Consent ended by itself",
        [AuditAct.ConsentExported] = "Consent ledger exported",
        [AuditAct.RequestReceived] = "Request received",
        [AuditAct.RequestLinkSent] = "Letter with a link sent",
        [AuditAct.RequestConfirmed] = "Request confirmed",
        [AuditAct.RequestSignInNeeded] = "Request waits for a sign-in",
        [AuditAct.RequestSignedIn] = "Request confirmed by signing in",
        [AuditAct.RequestStarted] = "Work on a request begun",
        [AuditAct.RequestPassedOn] = "Request passed on to customers",
        [AuditAct.RequestExtended] = "Request given more time",
        [AuditAct.RequestFactsNeeded] = "Further fact asked for",
        [AuditAct.RequestFactsMatched] = "Further fact shown",
        [AuditAct.RequestScopeNarrowed] = "Request answered with categories",
        [AuditAct.RequestExtensionLapsed] = "More time does not count: notice left too late",
        [AuditAct.OfficersWarned] = "Officers warned of a deadline",
        [AuditAct.DataCorrected] = "Data corrected",
        [AuditAct.RequestPartlyDone] = "Request done in part",
        [AuditAct.RequestDone] = "Request answered",
        [AuditAct.RequestRefused] = "Request refused",
        [AuditAct.RequestWithdrawn] = "Request taken back",
        [AuditAct.RequestExpired] = "Request never confirmed",
        [AuditAct.OfficerDecided] = "Officer decided",
        [AuditAct.ContactOpened] = "Officer looked at a contact",
        [AuditAct.PackageMade] = "Copy of data made",
        [AuditAct.PackageDownloaded] = "Copy of data downloaded",
        [AuditAct.ErasureOrdered] = "Deletion ordered",
        [AuditAct.KeyDestroyed] = "Data key destroyed",
        [AuditAct.ErasureVerified] = "Deletion checked: nothing left",
        [AuditAct.ErasureReceiptIssued] = "Deletion receipt written",
        [AuditAct.ErasureFinished] = "Deletion finished",
        [AuditAct.ErasureHalted] = "Deletion halted: the plan no longer fits",
        [AuditAct.ErasureContinued] = "Halted deletion let go on",
        [AuditAct.ErasurePlaceGivenUp] = "Deletion waits for a place that does not answer",
        [AuditAct.ErasurePlaceRetried] = "Place of a deletion tried again",
        [AuditAct.ErasureReplayed] = "Deletion repeated after a restore",
        [AuditAct.HoldPlaced] = "Legal hold placed",
        [AuditAct.HoldLifted] = "Legal hold lifted",
        [AuditAct.ClockConfirmed] = "Clock said to be right",
        [AuditAct.DeletionsLate] = "Officers told of deletions in danger of being late",
        [AuditAct.RetentionApplied] = "Retention rules applied",
        [AuditAct.PolicyLoaded] = "Policy version loaded",
        [AuditAct.DatabaseMigrated] = "Database brought up to date",
        [AuditAct.MasterKeyRotated] = "Master key changed",
        [AuditAct.DataKeyRotated] = "Data key changed",
        [AuditAct.DataFolderAdopted] = "New data folder taken on",
        [AuditAct.DeliveryRetried] = "Undelivered letter tried again",
        [AuditAct.DeliveryGivenUp] = "Undelivered letter given up",
        [AuditAct.TrailVerified] = "Audit trail checked",
        [AuditAct.TrailCut] = "Oldest part of the trail cut",
        [AuditAct.TrailResumed] = "Trail goes on after a restore",
    };

    /// <summary>Every act, in the order of its words.</summary>
    public static IReadOnlyList<(AuditAct Act, string Words)> All { get; } =
        [.. Enum.GetValues<AuditAct>().Select(a => (a, Of(a.ToString()))).OrderBy(a => a.Item2, StringComparer.Ordinal)];

    public static string Of(string act) =>
        Enum.TryParse<AuditAct>(act, out var known) && Acts.TryGetValue(known, out var words) ? words : act;

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
