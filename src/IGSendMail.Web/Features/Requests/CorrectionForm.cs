using System.ComponentModel.DataAnnotations;
using IGSendMail.Privacy.Requests;
using IGSendMail.Storage;
using IGSendMail.Web.Features.Shared;
using Microsoft.AspNetCore.Mvc.ModelBinding;

namespace IGSendMail.Web.Features.Requests;

/// <summary>A signed-in customer asks to have something corrected.</summary>
public sealed class CorrectionForm : IValidatableObject
{
    private const string ChooseOne = "Choose what is wrong.";

    /// <summary>What can be corrected: what the rooms bring, and at the end whatever else.</summary>
    public static IReadOnlyList<Choice> Fields(WordBook words) =>
    [
        .. words.All<CorrectionField>().OrderBy(field => field == CorrectionField.Other)
            .Select(field => new Choice(field.Name, field.Choice, field.Hint)),
    ];

    /// <summary>What is wrong.</summary>
    [Required(ErrorMessage = ChooseOne)]
    public string? Field { get; set; }

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
    public NewRequest Read(WordBook words)
    {
        var field = words.Find<CorrectionField>(Field!)!;
        return new(Right.Rectification, Enum.Parse<Regime>(Region!)) { Field = field, Wish = field.Spelling(Wish!) };
    }

    /// <inheritdoc />
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (validationContext.GetRequiredService<WordBook>().Find<CorrectionField>(Field!) is not { } field)
        {
            yield return new ValidationResult(ChooseOne, [nameof(Field)]);
        }
        else if (field.Problem(Wish!) is { } problem)
        {
            yield return new ValidationResult(problem, [nameof(Wish)]);
        }
    }
}
