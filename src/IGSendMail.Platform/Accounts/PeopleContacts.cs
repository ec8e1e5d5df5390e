using IGSendMail.Privacy.Audit;
using IGSendMail.Privacy.PersonalData;
using IGSendMail.Storage;
using Microsoft.EntityFrameworkCore;

namespace IGSendMail.Platform.Accounts;

/// <summary>How people on a customer's lists reach the customer: it is named to whoever asks us and has shown the mailbox.</summary>
public sealed class PeopleContacts(IGSendMailContext db, Sealer sealer, AuditTrail trail)
{
    /// <summary>Longest contact in characters.</summary>
    public const int Longest = 200;

    /// <summary>An e-mail address or a page, as it is kept; null for nothing. The problem names the remedy.</summary>
    public static (string? Contact, string? Problem) Read(string? typed)
    {
        var text = typed?.Trim() ?? "";
        if (text.Length == 0)
        {
            return (null, null);
        }

        if (text.Length > Longest)
        {
            return (null, $"Use at most {Longest} characters.");
        }

        if (text.StartsWith("https://", StringComparison.OrdinalIgnoreCase))
        {
            return Uri.TryCreate(text, UriKind.Absolute, out var page) && page is { UserInfo: "", Host.Length: > 0 }
                ? (page.AbsoluteUri, null)
                : (null, "Check the address of the page: it begins with https:// and the name of your site.");
        }

        var read = EmailAddress.Read(text);
        return read.Address is { } address
            ? (address.Spelling, null)
            : (null, $"Write an e-mail address, or the address of a page that begins with https://. {read.Problem!.Value.Reason}");
    }

    /// <summary>The contact of an account, or null.</summary>
    public async Task<string?> OfAsync(Guid accountId, CancellationToken cancellation)
    {
        var account = await db.Accounts().AsNoTracking().SingleAsync(a => a.Id == accountId, cancellation);
        return (await sealer.OpenAsync<AccountContent>(account, account.Content, cancellation)).PeopleContact;
    }

    /// <summary>Changes it, or takes it away. False if the account takes no changes any more, or somebody changed it at the same moment.</summary>
    public async Task<bool> SetAsync(Guid accountId, AuditActor by, string? contact, CancellationToken cancellation)
    {
        try
        {
            return await db.WriteAsync(WriteUrgency.Interactive, async token =>
            {
                if (await db.Accounts().SingleOrDefaultAsync(a => a.Id == accountId && a.ClosedAt == null, token) is not { } account)
                {
                    return false;
                }

                var content = await sealer.OpenAsync<AccountContent>(account, account.Content, token);
                account.Content = await sealer.SealAsync(account.Place, content with { PeopleContact = contact }, token);
                await trail.AppendAsync(db, new AuditDeed(AccountActs.PeopleContactChanged, by, PersonKeys.Account.Of(accountId)), token);
                return true;
            }, cancellation);
        }
        catch (DbUpdateConcurrencyException)
        {
            db.ChangeTracker.Clear();
            return false;
        }
    }
}
