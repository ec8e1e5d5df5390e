using IGSendMail.Privacy.PersonalData;
using IGSendMail.Storage;

namespace IGSendMail.Privacy.Requests;

/// <summary>
/// Under which hashes the things of a request's mailbox may be found: that of its address today, and those of the months
/// in which a domain was hashed as it was typed.
/// </summary>
public sealed class RequestAddresses(RequestMail mail, AddressHashes hashes, ISubjectDirectory directory, IAddressControllers controllers)
{
    /// <summary>
    /// All of them, the request's own first; none for a request without address. Once the contact is erased only the stored one is known.
    /// </summary>
    public async Task<IReadOnlyList<Guid>> HashesOfAsync(DataSubjectRequest request, CancellationToken cancellation)
    {
        if (request.AddressHash is not { } own)
        {
            return [];
        }

        return await mail.ContactOfAsync(request, cancellation) is { } contact && EmailAddress.Find(contact.Address) is { } address
            ? [.. (await hashes.AllAsync(address, cancellation)).Prepend(own).Distinct()]
            : [own];
    }

    /// <summary>
    /// Customers whose lists hold the mailbox of whoever asked, and decide about it there: the mailbox that the request was confirmed from, or
    /// that a person who signs in has shown to be theirs.
    /// </summary>
    public async Task<IReadOnlyList<AccountHolder>> ControllersAsync(DataSubjectRequest request, CancellationToken cancellation) =>
        request is { AccountId: { } account, UserId: { } user }
            ? await ControllersAsync(new CustomerId(account, user), cancellation)
            : await controllers.OfAsync(await HashesOfAsync(request, cancellation), cancellation);

    /// <summary>The same of a person who signs in. What they have on lists of their own account is not meant.</summary>
    public async Task<IReadOnlyList<AccountHolder>> ControllersAsync(CustomerId customer, CancellationToken cancellation) =>
    [
        .. (await controllers.OfAsync(await directory.AddressHashesOfAsync(customer.User, cancellation), cancellation))
            .Where(c => c.AccountId != customer.Account),
    ];

    /// <summary>What a request itself tells of its subject, its address under all of these hashes.</summary>
    public async Task<IEnumerable<Identifier>> IdentifiersOfAsync(DataSubjectRequest request, CancellationToken cancellation) =>
        request.AccountId is null
            ? [.. (await HashesOfAsync(request, cancellation)).Select(h => new Identifier(IdentifierKind.Address, h)), new Identifier(IdentifierKind.Request, request.Id)]
            : RequestIdentifiers.Of(request);
}
