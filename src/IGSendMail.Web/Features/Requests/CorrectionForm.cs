using System.ComponentModel.DataAnnotations;
using IGSendMail.Privacy.Requests;
using IGSendMail.Storage;
using IGSendMail.Web.Features.Shared;
using Microsoft.AspNetCore.Mvc.ModelBinding;

namespace IGSendMail.Web.Features.Requests;

/// <summary>A signed-in customer asks to have something corrected.</summary>
public sealed class CorrectionForm : IValidatableObject
{
    private const int LongestName = 200;

    /// <summary>What can be corrected.</summary>
    public static IReadOnlyList<Choice> Fields { get; } =
    [
        new(nameof(CorrectionField.Name), "My name"),
        new(nameof(CorrectionField.Company), "The name of my company"),
        new(nameof(CorrectionField.Address), "My e-mail address", "We send a letter to the new one first, to be sure that it is yours."),
        new(nameof(CorrectionField.Other), "Something else", "Tell us in your words. A privacy officer looks at it."),
    ];

    /// <summary>What is wrong.</summary>
    [Required(ErrorMessage = "Choose what is wrong.")]
    [EnumDataType(typeof(CorrectionField), ErrorMessage = "Choose what is wrong.")]
    public CorrectionField? Field { get; set; }

    /// <summary>What should stand there.</summary>
    [Required(ErrorMessage = "Write what should stand there.")]
    [StringLength(Corrections.LongestWish, ErrorMessage = "Write it in 1,000 characters or fewer.")]
    public string? Wish { get; set; }

    /// <summary>Where the person lives, as far as it matters.</summary>
    [AllowedValues(nameof(Regime.Gdpr), nameof(Regime.Ccpa), ErrorMessage = "Choose where you live.")]
    public string? Region { get; set; } = nameof(Regime.Gdpr);

    /// <summary>The password, asked again.</summary>
    [Required(ErrorMessage = "Enter your password, so that we know it is you.")]
    public string? Password { get; set; }

    /// <summary>What stands there now.</summary>
    [BindNever]
    public IReadOnlyList<(string What, string Value)> Present { get; set; } = [];

    /// <summary>What was asked for.</summary>
    public NewRequest Read() => new(Right.Rectification, Enum.Parse<Regime>(Region!))
    {
        Field = Field,
        Wish = Field == CorrectionField.Address ? EmailAddress.Of(Wish!).Spelling : Wish!.Trim(),
    };

    /// <inheritdoc />
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Wish is not { } wish)
        {
            yield break;
        }

        if (Field == CorrectionField.Address && AddressField.Problem(wish) is { } problem)
        {
            yield return new ValidationResult(problem, [nameof(Wish)]);
        }
        else if (Field is CorrectionField.Name or CorrectionField.Company
            && (wish.Trim().Length > LongestName || wish.Any(char.IsControl)))
        {
            yield return new ValidationResult($"Write the name in one line of at most {LongestName} characters.", [nameof(Wish)]);
        }
    }
}
