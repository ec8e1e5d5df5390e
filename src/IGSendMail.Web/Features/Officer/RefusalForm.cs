using IGSendMail.Privacy.Requests;
using IGSendMail.Web.Features.Shared;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.ModelBinding.Validation;

namespace IGSendMail.Web.Features.Officer;

/// <summary>A request that is to be refused.</summary>
public sealed class RefusalForm
{
    [BindNever]
    [ValidateNever]
    public DataSubjectRequest Request { get; init; } = null!;

    /// <summary>Why.</summary>
    public RequestReason? Reason { get; init; }

    /// <summary>The reasons there are.</summary>
    public static IReadOnlyList<Choice> Reasons { get; } =
    [
        new(nameof(RequestReason.IdentityNotShown), "We cannot tell who asks", "Nothing that we hold lets us make sure that it is the person it is about (GDPR Art. 12(2) and (6); 11 CCR § 7060)."),
        new(nameof(RequestReason.UnfoundedOrExcessive), "Clearly unfounded or excessive", "We must be able to show it (GDPR Art. 12(5); Cal. Civ. Code § 1798.145(h)(3))."),
        new(nameof(RequestReason.HeldByLaw), "A legal hold forbids the deletion", "A claim is made or an order was given (GDPR Art. 17(3)(b) and (e); Cal. Civ. Code § 1798.105(d))."),
        new(nameof(RequestReason.HarmsOthers), "It would harm the rights of others", "And leaving those parts out is not enough (GDPR Art. 15(4), 20(4); Cal. Civ. Code § 1798.145(k))."),
    ];
}
