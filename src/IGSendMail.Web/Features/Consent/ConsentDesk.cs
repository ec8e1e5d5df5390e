using System.Security.Cryptography;
using IGSendMail.Platform.Accounts;
using IGSendMail.Privacy.Consent;

namespace IGSendMail.Web.Features.Consent;

/// <summary>
/// Takes a visitor's choice: first the record, and with it what a withdrawal undoes; then the cookies. While the ledger
/// cannot be reached, nothing new is allowed; a refusal is honoured at once and its record waits on the disk.
/// </summary>
public sealed class ConsentDesk(
    ConsentGroups groups, ConsentSpool spool, ConsentRevocations revocations, ReceiptCodes codes, ConsentSeals seals,
    ConsentNotices notices, SiteCookies cookies, TimeProvider time, ILogger<ConsentDesk> log)
{
    /// <summary>
    /// Records the choice and makes it true in the browser. Returns its receipt code; null if something was to be allowed
    /// that could not be recorded: then nothing was changed.
    /// </summary>
    public async Task<ReceiptCode?> TakeAsync(
        HttpContext context, (bool Analytics, bool Preference) wanted, ConsentNotice? shown, CancellationToken cancellation)
    {
        var seal = await seals.GetAsync(cancellation);
        var consent = context.Consent();
        // The cookie keeps whole seconds; the record names the same instant.
        var now = DateTimeOffset.FromUnixTimeSeconds(time.GetUtcNow().ToUnixTimeSeconds());
        var keepsVisitor = wanted.Analytics && consent is { State.Analytics: true, VisitorId: not null };
        var visitor = wanted.Analytics && !keepsVisitor
            ? new Guid(RandomNumberGenerator.GetBytes(16))
            : consent.VisitorId;
        var decision = ConsentDecision.Of(
            new ConsentChoice(wanted.Analytics, wanted.Preference, now, consent.Signal, notices.Fingerprints),
            consent.Choice,
            widens: (wanted.Analytics && !consent.State.Analytics) || (wanted.Preference && !consent.State.Preference),
            time) with
        {
            VisitorId = visitor,
            FormerVisitorId = keepsVisitor ? null : consent.VisitorId,
            AccountId = Guid.TryParse(context.User.FindFirst(AccountClaims.AccountId)?.Value, out var id) ? id : null,
            Text = shown?.Text,
        };

        var code = await codes.OfAsync(decision.ChainId, cancellation);
        var choice = decision.Choice;
        try
        {
            await groups.RecordAsync(decision, cancellation);
        }
        catch (LedgerUnreachableException)
        {
            if (decision.Widens)
            {
                return null;
            }

            await KeepAsync(decision);
            // Until its record stands, what is still allowed is allowed no longer than it was.
            choice = choice.IsRefusal ? choice : choice with { At = consent.Choice!.Value.At };
        }

        // From here on the rest of this request sees the new choice, the guard of the cookies too.
        context.Features.Set(consent with
        {
            Choice = choice,
            VisitorId = visitor,
            State = ConsentState.Decide(choice, consent.Signal, notices.Fingerprints, now),
        });
        ConsentCookies.Write(context, cookies, seal, choice, visitor);
        return code;
    }

    /// <summary>Whatever becomes of the record: a refusal is honoured.</summary>
    private async Task KeepAsync(ConsentDecision decision)
    {
        if (decision is { Before: { Chain: { } chain } before, Choice.IsRefusal: true })
        {
            revocations.Add(chain, before.At + ConsentChoice.ValidFor);
        }

        try
        {
            await spool.KeepAsync(decision, CancellationToken.None);
        }
        catch (Exception full) when (full is IOException or UnauthorizedAccessException)
        {
            log.LogCritical("The refusal {Record} was honoured, but neither the ledger nor the disk took its record: {Failure}",
                decision.RecordId, full.GetType().Name);
        }
    }
}
