using IGSendMail.Privacy.Erasure;
using IGSendMail.Privacy.PersonalData;
using IGSendMail.Privacy.Requests;

namespace IGSendMail.Web.Features.Requests;

/// <summary>What the page before an erasure says.</summary>
public sealed class ErasureReviews(ErasureForecast forecast, RequestAddresses addresses)
{
    /// <summary>Customers of ours who have the person's address on a list, by name: an erasure here does not reach it there.</summary>
    public async Task<IReadOnlyList<string>> OthersAsync(CustomerId customer, CancellationToken cancellation) =>
        [.. (await addresses.ControllersAsync(customer, cancellation)).Select(c => c.Company).Order(StringComparer.Ordinal)];

    /// <summary>What goes, what is emptied, and what stays and why, place by place.</summary>
    public Task<IReadOnlyList<PlaceLine>> OfAccountAsync(Guid accountId, CancellationToken cancellation) =>
        forecast.OfAccountAsync(accountId, cancellation);
}
