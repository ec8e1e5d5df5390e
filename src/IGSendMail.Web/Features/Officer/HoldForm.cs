using System.ComponentModel.DataAnnotations;
using IGSendMail.Privacy.Holds;
using IGSendMail.Privacy.PersonalData;
using IGSendMail.Privacy.Settings;
using IGSendMail.Storage;
using IGSendMail.Web.Features.Requests;
using IGSendMail.Web.Features.Shared;
using Microsoft.AspNetCore.Mvc.ModelBinding;

namespace IGSendMail.Web.Features.Officer;

/// <summary>A hold that an officer places, and those in force.</summary>
public sealed class HoldForm : IValidatableObject
{
    /// <summary>What the form sends for a person or account.</summary>
    public const string Person = nameof(Person);

    /// <summary>What can be held.</summary>
    public static IReadOnlyList<Choice> Abouts { get; } =
    [
        new(Person, "One account or person", "By their e-mail address. All of the account's data stays."),
        .. Enum.GetValues<DataCategory>().Select(c => new Choice(c.ToString(), $"The category {c.ToString().ToLowerInvariant()}", "For everybody. Deletions that touch it wait as a whole.")),
    ];

    /// <summary>The reasons there are.</summary>
    public static IReadOnlyList<Choice> Reasons { get; } =
    [
        ReasonOf(HoldReason.LegalClaim, "It is made, or about to be (GDPR Art. 17(3)(e))."),
        ReasonOf(HoldReason.Order, "Of an authority or a court (GDPR Art. 17(3)(b))."),
        ReasonOf(HoldReason.Dispute, "We and the customer disagree about what happened (GDPR Art. 17(3)(e))."),
        ReasonOf(HoldReason.Restriction, "The person asked us to keep it instead of deleting it, or needs it for a claim of their own (GDPR Art. 18(1)(b) and (c))."),
    ];

    /// <summary>What is held.</summary>
    [Required(ErrorMessage = "Choose what is held.")]
    public string? About { get; set; }

    /// <summary>Whose, for a person or account.</summary>
    public string? Address { get; set; }

    /// <summary>Why.</summary>
    [Required(ErrorMessage = "Choose why it is held.")]
    [EnumDataType(typeof(HoldReason), ErrorMessage = "Choose why it is held.")]
    public HoldReason? Reason { get; set; }

    /// <summary>The case it belongs to.</summary>
    [Required(ErrorMessage = "Enter the number of the case.")]
    public string? CaseNumber { get; set; }

    /// <summary>When somebody looks at it again.</summary>
    [Required(ErrorMessage = "Enter the day of the review.")]
    public DateOnly? ReviewOn { get; set; }

    /// <summary>Holds in force.</summary>
    [BindNever]
    public IReadOnlyList<LegalHold> Active { get; set; } = [];

    /// <summary>Today at the site.</summary>
    [BindNever]
    public DateOnly Today { get; set; }

    /// <summary>What is to be placed.</summary>
    public NewHold Read() => new(
        About == Person ? EmailAddress.Of(Address!) : null, About == Person ? null : Enum.Parse<DataCategory>(About!),
        Reason!.Value, CaseNumber!.Trim(), ReviewOn!.Value);

    /// <summary>What a hold is about, in words that name nobody.</summary>
    public static string WordsOf(LegalHold hold) => hold switch
    {
        { Category: { } category } => $"Category {category.ToString().ToLowerInvariant()}",
        { AccountId: not null } => "An account",
        _ => "A person without an account",
    };

    /// <inheritdoc />
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (About is not null && Abouts.All(a => a.Value != About))
        {
            yield return new ValidationResult("Choose what is held.", [nameof(About)]);
        }

        if (About == Person && AddressField.Problem(Address) is { } problem)
        {
            yield return new ValidationResult(problem, [nameof(Address)]);
        }

        if (CaseNumber is { } number && !LegalHolds.IsCaseNumber(number.Trim()))
        {
            yield return new ValidationResult(
                $"Enter at most {LegalHolds.LongestCaseNumber} letters, digits or the signs - _ . / and no name.", [nameof(CaseNumber)]);
        }
    }

    private static Choice ReasonOf(HoldReason reason, string hint) =>
        new(reason.ToString(), RequestPageWords.OfSite.Of(reason).Sentence(), hint);
}
