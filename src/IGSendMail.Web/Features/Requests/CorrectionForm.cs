using System.ComponentModel.DataAnnotations;
using IGSendMail.Privacy.Requests;
using IGSendMail.Storage;
using IGSendMail.Web.Features.Shared;
using Microsoft.AspNetCore.Mvc.ModelBinding;

namespace IGSendMail.Web.Features.Requests;

/// <summary>A signed-in customer asks to have something corrected.</summary>
public sealed class CorrectionForm : IValidatableObject
{
    /// <summary>What can be corrected: what the rooms bring, and at the end whatever else.</summary>
    public static IReadOnlyList<Choice> Fields(WordBook words) =>
    [
        .. words.All<CorrectionField>().OrderBy(field => field == CorrectionField.Other)
            .Select(field => new Choice(field.Name, field.TitleIn(SiteLanguages.Now) ?? field.Choice, field.Hint.GetValueOrDefault(SiteLanguages.Now))),
    ];

    /// <summary>What is wrong.</summary>
    public string? Field { get; set; }

    /// <summary>What should stand there.</summary>
    public string? Wish { get; set; }

    /// <summary>Where the person lives, as far as it matters.</summary>
    public string? Region { get; set; } = nameof(Regime.Gdpr);

    /// <summary>The password, asked again.</summary>
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
        var words = AccountDataWords.Now;
        if (Field is null || validationContext.GetRequiredService<WordBook>().Find<CorrectionField>(Field) is not { } field)
        {
            yield return new ValidationResult(words["ChooseWrong"], [nameof(Field)]);
        }
        else if (WrongWish(field, words) is { } problem)
        {
            yield return new ValidationResult(problem, [nameof(Wish)]);
        }

        foreach (var problem in AskedAgain.Problems(Region, Password))
        {
            yield return problem;
        }
    }

    private string? WrongWish(CorrectionField field, AccountDataWords words) => Wish switch
    {
        _ when string.IsNullOrWhiteSpace(Wish) => words["NoWish"],
        { Length: > Corrections.LongestWish } => RequestFormWords.Now["LongWish"],
        _ => field.Problem(Wish, SiteLanguages.Now),
    };
}
