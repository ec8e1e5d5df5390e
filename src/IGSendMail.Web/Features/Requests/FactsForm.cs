using System.ComponentModel.DataAnnotations;
using IGSendMail.Privacy.Requests;
using Microsoft.AspNetCore.Mvc.ModelBinding;

namespace IGSendMail.Web.Features.Requests;

/// <summary>One more fact about the person, and the declaration of 11 CCR § 7062(c).</summary>
public sealed class FactsForm : IValidatableObject
{
    private const int LongestReference = 40;

    /// <summary>The request that waits for it.</summary>
    [BindNever]
    public string Reference { get; set; } = "";

    /// <summary>Reference of an earlier request.</summary>
    public string? Earlier { get; set; }

    /// <summary>The declaration, as it comes in: what is no yes is told in the person's own language, and by no framework.</summary>
    public string? Declared { get; set; }

    /// <inheritdoc />
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        var words = RequestPageWords.Now;
        if (string.IsNullOrWhiteSpace(Earlier))
        {
            yield return new ValidationResult(words["FactsMissing"], [nameof(Earlier)]);
        }
        else if (Earlier.Length > LongestReference)
        {
            yield return new ValidationResult(words["FactsNotOurs"], [nameof(Earlier)]);
        }

        if (!bool.TryParse(Declared, out var declared) || !declared)
        {
            yield return new ValidationResult(words["FactsUndeclared"], [nameof(Declared)]);
        }
    }

    /// <summary>The name of the words that say what came of it.</summary>
    internal static string Told(FactsAnswer answer) => answer switch
    {
        FactsAnswer.Right => "FactsRight",
        FactsAnswer.Narrowed => "FactsNarrowed",
        _ => "FactsTooLate",
    };
}
