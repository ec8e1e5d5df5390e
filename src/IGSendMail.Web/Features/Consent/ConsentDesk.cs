using System.Security.Cryptography;
using IGSendMail.Platform.Accounts;
using IGSendMail.Platform.Usage;
using IGSendMail.Privacy.Consent;
using IGSendMail.Storage;

namespace IGSendMail.Web.Features.Consent;

/// <summary>
/// Takes a visitor's choice: first the record, and with it what a withdrawal undoes; then the cookies.
/// </summary>
public sealed class ConsentDesk(
    IGSendMailContext db, ConsentLedger ledger, ConsentSeals seals, ConsentNotices notices, SiteCookies cookies, TimeProvider time)
{
    /// <summary>Records the choice, makes it true in the database and in the browser.</summary>
    public async Task TakeAsync(
        HttpContext context, (bool Analytics, bool Preference) wanted, ConsentNotice? shown, CancellationToken cancellation)
    {
        var seal = await seals.GetAsync(cancellation);
        var consent = context.Consent();
        // The cookie keeps whole seconds; the record names the same instant.
        var now = DateTimeOffset.FromUnixTimeSeconds(time.GetUtcNow().ToUnixTimeSeconds());
        var choice = new ConsentChoice(wanted.Analytics, wanted.Preference, now, consent.Signal, notices.Fingerprints);
        var keepsVisitor = choice.Analytics && consent is { State.Analytics: true, VisitorId: not null };
        var visitor = choice.Analytics && !keepsVisitor
            ? new Guid(RandomNumberGenerator.GetBytes(16))
            : consent.VisitorId;
        var account = Guid.TryParse(context.User.FindFirst(AccountClaims.AccountId)?.Value, out var id) ? id : (Guid?)null;

        await db.WriteAsync(WriteUrgency.Interactive, async token =>
        {
            await ledger.RecordAsync(new ConsentDecision(choice, consent.Choice, visitor, account, shown?.Text.Hash), token);
            if (!keepsVisitor && consent.VisitorId is { } former)
            {
                await PageViews.UnlinkAsync(db, former, token);
            }
        }, cancellation);

        // From here on the rest of this request sees the new choice, the guard of the cookies too.
        context.Features.Set(consent with
        {
            Choice = choice,
            VisitorId = visitor,
            State = ConsentState.Decide(choice, consent.Signal, notices.Fingerprints, now),
        });
        WriteCookies(context, seal, choice, visitor);
    }

    private void WriteCookies(HttpContext context, ConsentSeal seal, ConsentChoice choice, Guid? visitor)
    {
        cookies.Consent.Write(context.Response, seal.Write(choice));
        if (choice.Analytics)
        {
            cookies.Visitor.Write(context.Response, seal.Write(visitor!.Value));
        }
        else if (context.Request.Cookies.ContainsKey(cookies.Visitor.Name))
        {
            cookies.Visitor.Expire(context.Response);
        }

        if (!choice.Preference && context.Request.Cookies.ContainsKey(cookies.Appearance.Name))
        {
            cookies.Appearance.Expire(context.Response);
        }
    }
}
