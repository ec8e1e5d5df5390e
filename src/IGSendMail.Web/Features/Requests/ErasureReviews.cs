using IGSendMail.Privacy.PersonalData;
using IGSendMail.Privacy.Requests;

namespace IGSendMail.Web.Features.Requests;

/// <summary>What the page before an erasure says.</summary>
public sealed class ErasureReviews(RequestAddresses addresses)
{
    /// <summary>Customers of ours who have the person's address on a list, by name: an erasure here does not reach it there.</summary>
    public async Task<IReadOnlyList<string>> OthersAsync(CustomerId customer, CancellationToken cancellation) =>
        [.. (await addresses.ControllersAsync(customer, cancellation)).Select(c => c.Company).Order(StringComparer.Ordinal)];
}
