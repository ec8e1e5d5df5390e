using System.Buffers.Text;
using System.Security.Cryptography;
using IGSendMail.Privacy.Audit;
using IGSendMail.Privacy.Letters;
using IGSendMail.Privacy.PersonalData;
using IGSendMail.Privacy.Settings;
using IGSendMail.Storage;
using Microsoft.EntityFrameworkCore;

namespace IGSendMail.Platform.Audience;

/// <summary>
/// The only way back for somebody who opted out: the customer has us ask once, and the person says yes with the link in our e-mail. What the
/// customer typed does not stand in it, but for the name of their company.
/// </summary>
public sealed class MailAgain(
    IGSendMailContext db, Sealer sealer, AddressHashes hashes, ISubjectDirectory directory, LetterBox letters, RetentionPeriods periods,
    SuppressionJournal journal, AuditTrail trail, SiteOptions site, TimeProvider time)
{
    /// <summary>Nobody is asked twice within this time by the same customer.</summary>
    public static readonly TimeSpan Rest = TimeSpan.FromDays(183);

    private const int SecretLength = 32;

    /// <summary>Asks a person for a customer, once.</summary>
    public async Task<MailAgainAsked> AskAsync(ListKey list, EmailAddress address, CancellationToken cancellation)
    {
        var hash = await hashes.HashAsync(address, cancellation);
        if (await directory.HolderOfAsync(list.Account, cancellation) is not { IsProved: true } customer)
        {
            return MailAgainAsked.Gone;
        }

        var (id, secret, now) = (RowKeys.New(time), RandomNumberGenerator.GetBytes(SecretLength), time.GetUtcNow());
        var content = await sealer.SealAsync(
            MailAgainAsking.PlaceOf(AudienceKeys.Audience.Of(list.Account), id), new AskedAddress(address.Spelling), cancellation);
        return await db.WriteAsync(WriteUrgency.Interactive, async token =>
        {
            if (!await db.IsOpenAsync(list.Account, token) || !await db.SubscriberLists().Visible(list.Account).AnyAsync(l => l.Id == list.List, token))
            {
                return MailAgainAsked.Gone;
            }

            var suppressions = db.Suppressions().Where(s => s.AccountId == list.Account && s.AddressHash == hash);
            if (await suppressions.AsNoTracking().SingleOrDefaultAsync(token) is not { } suppression)
            {
                return MailAgainAsked.NotOptedOut;
            }

            var before = now - Rest;
            if (suppression.Reason == SuppressionReason.Blocked
                || await suppressions.Where(s => s.AskedAt == null || s.AskedAt < before)
                    .ExecuteUpdateAsync(set => set.SetProperty(s => s.AskedAt, now), token) == 0)
            {
                return suppression.Reason == SuppressionReason.Blocked ? MailAgainAsked.Complained : MailAgainAsked.AskedBefore;
            }

            await db.MailAgainAskings().Where(a => a.AccountId == list.Account && a.AddressHash == hash).ExecuteDeleteAsync(token);
            db.Add(new MailAgainAsking
            {
                AccountId = list.Account,
                AddressHash = hash,
                Id = id,
                ListId = list.List,
                AskedAt = now,
                TokenHash = SHA256.HashData(secret),
                Content = content,
            });
            await letters.PutAsync(
                db, AudienceKeys.Audience.Of(list.Account), $"mail-again/{id:N}",
                new MailAgainLetter(address.Spelling, customer.Company, Base64Url.EncodeToString(secret), periods[AudiencePeriods.MailAgain].After(now)), token);
            await NoteAsync(AudienceActs.MailAgainAsked, AuditActor.SomebodyOf(list.Account), list.Account, token);
            return MailAgainAsked.Asked;
        }, cancellation);
    }

    /// <summary>The company that asks, by the secret of the link; null if it does not work (any more).</summary>
    public async Task<string?> LookAsync(string? token, CancellationToken cancellation) =>
        await FindAsync(token, cancellation) is { } asking
            ? (await directory.HolderOfAsync(asking.AccountId, cancellation))?.Company
            : null;

    /// <summary>
    /// The person wants this customer's mail again: the opt-out ends, and they come onto the list for which they were asked, if there is still
    /// one that takes people. False if the link does not work (any more).
    /// </summary>
    public async Task<bool> ConfirmAsync(string? token, CancellationToken cancellation)
    {
        if (await FindAsync(token, cancellation) is not { } asking)
        {
            return false;
        }

        if (await AddressOfAsync(asking, cancellation) is not { } address)
        {
            return false;
        }

        var (account, now) = (asking.AccountId, time.GetUtcNow());
        var done = await db.WriteAsync(WriteUrgency.Interactive, async inside =>
        {
            await Suppressing.TakeTurnAsync(db, account, inside);
            if (await db.MailAgainAskings().Where(a => a.AccountId == account && a.Id == asking.Id).ExecuteDeleteAsync(inside) == 0)
            {
                return false;
            }

            if (await db.Suppressions().Where(s => s.AccountId == account && s.AddressHash == asking.AddressHash).ExecuteDeleteAsync(inside) > 0)
            {
                db.Add(new SuppressionNote
                {
                    Id = RowKeys.New(time),
                    AccountId = account,
                    AddressHash = asking.AddressHash,
                    At = now,
                    IsLifted = true,
                    Reason = SuppressionReason.OptedOut,
                    Source = SuppressionSource.Person,
                });
                await NoteAsync(AudienceActs.SuppressionLifted, AuditActor.Visitor, account, inside);
            }

            var list = new ListKey(account, asking.ListId);
            if (await db.IsOpenAsync(account, inside) && await ListedPeople.TouchAsync(db, list, inside)
                && !await db.Subscribers().AnyAsync(s => s.AccountId == account && s.ListId == list.List && s.AddressHash == asking.AddressHash, inside))
            {
                await AddAsync(list, asking.AddressHash, address, now, inside);
            }

            return true;
        }, cancellation);
        await journal.CopyAsync(cancellation);
        return done;
    }

    private async Task AddAsync(ListKey list, Guid hash, string address, DateTimeOffset now, CancellationToken cancellation)
    {
        var id = RowKeys.New(time);
        var origin = new DeclaredOrigin(
            DeclaredBasis.Consent,
            $"had opted out, and confirmed by e-mail on {now.DayIn(site)} that they want your e-mails again");
        var content = await sealer.SealAsync(
            Subscriber.PlaceOf(AudienceKeys.Audience.Of(list.Account), id), new SubscriberContent(address, []) { Origin = origin }, cancellation);
        await ListedPeople.AddAsync(db, list.Account, [new NewPerson(id, list.List, null, hash, content, now, null)], cancellation);
    }

    private async Task<MailAgainAsking?> FindAsync(string? token, CancellationToken cancellation)
    {
        var secret = new byte[SecretLength];
        if (token is not { Length: < 100 } || !Base64Url.IsValid(token, out var length) || length != SecretLength
            || !Base64Url.TryDecodeFromChars(token, secret, out _))
        {
            return null;
        }

        var (hash, before) = (SHA256.HashData(secret), time.GetUtcNow());
        var asking = await db.MailAgainAskings().AsNoTracking().SingleOrDefaultAsync(a => a.TokenHash == hash, cancellation);
        return asking is not null && periods[AudiencePeriods.MailAgain].After(asking.AskedAt) > before ? asking : null;
    }

    private async Task<string?> AddressOfAsync(MailAgainAsking asking, CancellationToken cancellation)
    {
        try
        {
            return (await sealer.OpenAsync<AskedAddress>(asking, asking.Content, cancellation)).Address;
        }
        catch (KeyDestroyedException)
        {
            // The lists of this customer are being deleted: the row follows.
            return null;
        }
    }

    private ValueTask NoteAsync(AuditAct act, AuditActor actor, Guid account, CancellationToken cancellation) =>
        trail.AppendAsync(db, new(act, actor, PersonKeys.Account.Of(account)), cancellation);

    private sealed record AskedAddress(string Address);
}

/// <summary>What became of a wish to ask somebody.</summary>
public enum MailAgainAsked
{
    /// <summary>The e-mail is on its way; the person decides.</summary>
    Asked,

    /// <summary>This customer had them asked within the last half year.</summary>
    AskedBefore,

    /// <summary>They complained, or were blocked: they are not asked.</summary>
    Complained,

    /// <summary>They have not opted out: nobody need ask.</summary>
    NotOptedOut,

    /// <summary>The list or the account is gone, closed or not confirmed.</summary>
    Gone,
}
