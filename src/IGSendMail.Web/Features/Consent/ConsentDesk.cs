using System.Security.Cryptography;
using IGSendMail.Privacy.Consent;
using IGSendMail.Privacy.Policy;
using IGSendMail.Web.Features.Cookies;
using IGSendMail.Web.Features.Shared;

namespace IGSendMail.Web.Features.Consent;

/// <summary>
/// Takes a visitor's choice: first the record, and with it what a withdrawal undoes; then the cookies. While the ledger
/// cannot be reached, nothing new is allowed; a refusal is honoured at once and its record waits on the disk.
/// </summary>
public sealed class ConsentDesk(
    ConsentGroups groups, ConsentSpool spool, ReceiptCodes codes, ConsentSeals seals, ConsentNotices notices,
    SiteCookies cookies, PolicySnapshot policy, TimeProvider time, ILogger<ConsentDesk> log)
{
    /// <summary>
    /// Records the choice and makes it true in the browser. Returns null if something was to be allowed that could not be
    /// recorded: then nothing was changed.
    /// </summary>
    public async Task<TakenChoice?> TakeAsync(
        HttpContext context, (bool Analytics, bool Preference) wanted, ConsentNotice? shown, ConsentKeys keys, CancellationToken cancellation)
    {
        var seal = await seals.GetAsync(cancellation);
        var consent = context.Consent();
        // The cookie keeps whole seconds; the record names the same instant.
        var now = DateTimeOffset.FromUnixTimeSeconds(time.GetUtcNow().ToUnixTimeSeconds());
        // Only a new grant gives a number: who deleted theirs is not counted again by another choice.
        var allowsAnalytics = wanted.Analytics && !consent.State.Analytics;
        var visitor = allowsAnalytics ? new Guid(RandomNumberGenerator.GetBytes(16)) : consent.VisitorId;
        var decision = ConsentDecision.Of(
            new ConsentChoice(wanted.Analytics, wanted.Preference, now, consent.Signal, notices.Fingerprints),
            consent.Choice,
            widens: allowsAnalytics || (wanted.Preference && !consent.State.Preference),
            keys) with
        {
            VisitorId = visitor,
            FormerVisitorId = wanted.Analytics && !allowsAnalytics ? null : consent.VisitorId,
            AccountId = context.User.AccountIdOrNull(),
            Text = shown?.Text,
            PolicyVersion = policy.InForce.Version,
        };

        // Whoever refuses and leaves has refused all the same; the patience of the ledger bounds the wait.
        var patience = decision.Widens ? cancellation : CancellationToken.None;
        var code = await CodeAsync(decision, patience);
        var choice = decision.Choice;
        try
        {
            var record = await groups.RecordAsync(decision, patience);
            choice = record.Analytics || record.Preference ? choice : choice.AsRefusal();
        }
        catch (LedgerUnreachableException) when (decision.Widens)
        {
            return null;
        }
        catch (Exception) when (!decision.Widens)
        {
            // Whatever fails (the ledger has logged it): a refusal is honoured.
            await spool.HonourAsync(decision);
            // Until its record stands, what is still allowed is allowed no longer than it was.
            choice = choice.IsRefusal ? choice : choice with { At = consent.Choice!.Value.At };
        }

        // From here on the rest of this request sees the new choice, the guard of the cookies too.
        context.Features.Set(consent with
        {
            Choice = choice,
            VisitorId = choice.Analytics ? visitor : consent.VisitorId,
            State = ConsentState.Decide(choice, consent.Signal, notices.Fingerprints, now),
        });
        ConsentCookies.Write(context, cookies, seal, choice, visitor);
        return new TakenChoice(choice, code);
    }

    /// <summary>The code of a choice. A choice goes without one rather than be refused for the want of it.</summary>
    private async Task<ReceiptCode?> CodeAsync(ConsentDecision decision, CancellationToken cancellation)
    {
        try
        {
            return await codes.OfAsync(decision.ChainId, cancellation);
        }
        catch (Exception failure) when (failure is not OperationCanceledException)
        {
            log.NoReceiptCode(failure.GetType().Name);
            return null;
        }
    }
}

/// <summary>A choice that was taken.</summary>
/// <param name="Choice">What holds from now on: nothing optional, where a withdrawal came between.</param>
/// <param name="Code">Its receipt code; null if none could be made.</param>
public sealed record TakenChoice(ConsentChoice Choice, ReceiptCode? Code);
