using IGSendMail.Privacy.PersonalData;
using IGSendMail.Privacy.Retention;
using IGSendMail.Storage;
using Microsoft.EntityFrameworkCore;

namespace IGSendMail.Platform.Accounts;

/// <summary>What an account holder sees about their account.</summary>
/// <param name="Account">The account.</param>
/// <param name="Promise">What it is promised.</param>
/// <param name="Name">The person's name.</param>
/// <param name="Address">The person's address.</param>
/// <param name="Company">The company.</param>
public sealed record AccountOverview(Account Account, AccountPromise Promise, string Name, string Address, string Company)
{
    /// <summary>True if the holder has shown that the mailbox of the address is theirs.</summary>
    public bool IsProved { get; init; }

    /// <summary>When the account goes unless its address is confirmed; null if it stays.</summary>
    public DateTimeOffset? GoesAt { get; init; }
}

/// <summary>Opens what is sealed about an account for its own user.</summary>
public sealed class AccountOverviews(IGSendMailContext db, Sealer sealer, RetentionPeriods periods)
{
    /// <summary>The overview, or null if the account is gone or its erasure has begun.</summary>
    public async Task<AccountOverview?> OfAsync(CustomerId customer, CancellationToken cancellation)
    {
        var account = await db.Accounts().AsNoTracking().SingleOrDefaultAsync(a => a.Id == customer.Account, cancellation);
        var user = await db.Users().AsNoTracking().SingleOrDefaultAsync(u => u.Id == customer.User && u.AccountId == customer.Account, cancellation);
        if (account is null or { ClosedAt: not null } || user is null)
        {
            return null;
        }

        var company = await sealer.OpenAsync<AccountContent>(account, account.Content, cancellation);
        var person = await sealer.OpenAsync<UserContent>(user, user.Content, cancellation);
        return new AccountOverview(account, await AccountPromise.ReadAsync(db, customer.Account, cancellation), person.Name, person.Address, company.Company)
        {
            IsProved = user.IsProved,
            GoesAt = user.UnconfirmedSince is { } since ? periods[AccountPeriods.Unconfirmed].After(since) : null,
        };
    }
}
