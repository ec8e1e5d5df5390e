using IGSendMail.Privacy.PersonalData;
using IGSendMail.Privacy.Requests;
using IGSendMail.Storage;
using Microsoft.EntityFrameworkCore;

namespace IGSendMail.Platform.Accounts;

/// <summary>Corrects the name and address of a person, and the company of an account.</summary>
internal sealed class Rectifier(IDbContextFactory<IGSendMailContext> contexts, Sealer sealer, AddressHashes hashes, UnconfirmedAccounts unconfirmed, Proving proving) : IRectifier
{
    /// <inheritdoc />
    public IReadOnlyCollection<CorrectionField> Fields { get; } = [AccountCorrections.Name, AccountCorrections.Company, AccountCorrections.Address];

    /// <inheritdoc />
    public async Task<string?> CurrentAsync(CustomerId customer, CorrectionField field, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        if (field == AccountCorrections.Company)
        {
            var account = await db.Accounts().AsNoTracking().SingleOrDefaultAsync(a => a.Id == customer.Account, cancellation);
            return account is null ? null : (await ContentOfAsync(account, cancellation)).Company;
        }

        var user = await db.Users().AsNoTracking().SingleOrDefaultAsync(u => u.Id == customer.User && u.AccountId == customer.Account, cancellation);
        var content = user is null ? null : await ContentOfAsync(user, cancellation);
        return field == AccountCorrections.Name ? content?.Name : field == AccountCorrections.Address ? content?.Address : null;
    }

    /// <inheritdoc />
    public async Task<RectificationResult> RectifyAsync(
        IGSendMailContext db, Rectification order, CancellationToken cancellation)
    {
        if (order.Field == AccountCorrections.Company)
        {
            var account = await db.Accounts().SingleAsync(a => a.Id == order.Customer.Account, cancellation);
            var company = await ContentOfAsync(account, cancellation);
            account.Content = await sealer.SealAsync(account.Place, company with { Company = order.NewValue }, cancellation);
            return new RectificationResult(company.Company);
        }

        var user = await db.Users().SingleAsync(u => u.Id == order.Customer.User && u.AccountId == order.Customer.Account, cancellation);
        var content = await ContentOfAsync(user, cancellation);
        switch (order.Field)
        {
            case var field when field == AccountCorrections.Name:
                user.Content = await sealer.SealAsync(user.Place, content with { Name = order.NewValue }, cancellation);
                return new RectificationResult(content.Name);
            case var field when field == AccountCorrections.Address:
                var address = EmailAddress.Of(order.NewValue);
                var all = await hashes.AllAsync(address, cancellation);

                // A new account with that address which nobody has confirmed stands behind who has shown the mailbox.
                foreach (var other in await db.Users().Where(u => all.Contains(u.AddressHash) && u.Id != user.Id && u.UnconfirmedSince != null)
                    .ToListAsync(cancellation))
                {
                    await unconfirmed.CloseAsync(db, other, cancellation);
                }

                await db.SaveChangesAsync(cancellation);
                if (await db.Users().AnyAsync(u => all.Contains(u.AddressHash) && u.Id != user.Id, cancellation))
                {
                    return new RectificationResult(null, RequestReason.AddressInUse);
                }

                // Who signed in with the old address does so with the new one from now on; what the old mailbox opened is closed.
                await Sessions.EndAllAsync(db, user, [], cancellation);
                (user.AddressHash, user.SecurityStamp) = (all[0], SecurityStamps.New());
                user.Content = await sealer.SealAsync(user.Place, content with { Address = address.Spelling }, cancellation);

                // The correction waited for the link that went to the new mailbox, used by who is signed in.
                await proving.ProveAsync(db, user, cancellation);
                return new RectificationResult(content.Address);
            default:
                throw new ArgumentOutOfRangeException(nameof(order), order.Field, "This room does not correct that.");
        }
    }

    private Task<UserContent> ContentOfAsync(User user, CancellationToken cancellation) =>
        sealer.OpenAsync<UserContent>(user, user.Content, cancellation).AsTask();

    private Task<AccountContent> ContentOfAsync(Account account, CancellationToken cancellation) =>
        sealer.OpenAsync<AccountContent>(account, account.Content, cancellation).AsTask();
}
