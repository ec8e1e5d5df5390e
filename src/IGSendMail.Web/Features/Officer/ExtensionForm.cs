using IGSendMail.Privacy.Requests;
using IGSendMail.Web.Features.Shared;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.ModelBinding.Validation;

namespace IGSendMail.Web.Features.Officer;

/// <summary>A request that is to take longer.</summary>
public sealed class ExtensionForm
{
    [BindNever]
    [ValidateNever]
    public DataSubjectRequest Request { get; init; } = null!;

    /// <summary>The new latest day.</summary>
    [BindNever]
    public DateOnly ExtendedTo { get; init; }

    /// <summary>Why.</summary>
    public ExtensionReason? Reason { get; init; }

    /// <summary>The reasons there are.</summary>
    public static IReadOnlyList<Choice> Reasons { get; } =
    [
        new(nameof(ExtensionReason.Complex), "The request is complex", "We must be able to show it (GDPR Art. 12(3); 11 CCR § 7021(b))."),
        new(nameof(ExtensionReason.ManyRequests), "Many requests at once", "The number of requests makes it necessary (GDPR Art. 12(3); 11 CCR § 7021(b))."),
    ];
}
