using System.ComponentModel.DataAnnotations;
using IGSendMail.Privacy.Holds;
using IGSendMail.Web.Features.Shared;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.ModelBinding.Validation;

namespace IGSendMail.Web.Features.Officer;

/// <summary>Why a hold is to be lifted, and that the officer means it.</summary>
public sealed class LiftForm
{
    /// <summary>The reasons there are.</summary>
    public static IReadOnlyList<Choice> Reasons { get; } =
    [
        new(nameof(LiftReason.MatterEnded), "The matter has ended", "The claim is settled, the order is over, the dispute is decided."),
        new(nameof(LiftReason.WantedNoMore), "It is not wanted any more", "Whoever asked us to keep the data has said so."),
        new(nameof(LiftReason.PlacedInError), "It was placed in error", "Nothing of this kind had to be kept."),
    ];

    /// <summary>For the audit trail and the copy that the person can have.</summary>
    [Required(ErrorMessage = "Choose why the hold is lifted.")]
    [EnumDataType(typeof(LiftReason), ErrorMessage = "Choose why the hold is lifted.")]
    public LiftReason? Reason { get; set; }

    /// <summary>That what waits for the hold will be deleted is understood.</summary>
    [Range(typeof(bool), "true", "true", ErrorMessage = "Confirm that what waits for this hold is deleted afterwards.")]
    public bool Understood { get; set; }

    /// <summary>What would be lifted.</summary>
    [BindNever]
    [ValidateNever]
    public LegalHold Hold { get; set; } = null!;

    /// <summary>When it would be lifted.</summary>
    [BindNever]
    public DateTimeOffset GoesAt { get; set; }
}
