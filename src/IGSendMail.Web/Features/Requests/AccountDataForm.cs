using System.ComponentModel.DataAnnotations;
using IGSendMail.Privacy.Erasure;
using IGSendMail.Privacy.PersonalData;
using IGSendMail.Privacy.Requests;
using Microsoft.AspNetCore.Mvc.ModelBinding;

namespace IGSendMail.Web.Features.Requests;

/// <summary>A signed-in customer asks for their data.</summary>
public sealed class AccountDataForm : IValidatableObject
{
    /// <summary>The password, asked again.</summary>
    public string? Password { get; set; }

    /// <summary>Which button was pressed.</summary>
    public string? Right { get; set; }

    /// <summary>Where the person lives, as far as it matters.</summary>
    public string? Region { get; set; } = nameof(Regime.Gdpr);

    /// <summary>A request that waited for the sign-in; null for a new one.</summary>
    public string? Reference { get; set; }

    /// <summary>What was asked for.</summary>
    public NewRequest Read() => new(Enum.Parse<Right>(Right!), Enum.Parse<Regime>(Region!));

    /// <summary>Requests made so far, the newest first.</summary>
    [BindNever]
    public IReadOnlyList<DataSubjectRequest> Requests { get; set; } = [];

    /// <inheritdoc />
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        var words = AccountDataWords.Now;
        if (Right is null && Reference is null)
        {
            yield return new ValidationResult(words["ChooseCopy"], [nameof(Password)]);
        }

        if (Right is not (null or nameof(Privacy.Requests.Right.Access) or nameof(Privacy.Requests.Right.Portability)))
        {
            yield return new ValidationResult(words["OneOfTwo"], [nameof(Right)]);
        }

        foreach (var problem in AskedAgain.Problems(Region, Password))
        {
            yield return problem;
        }
    }
}

/// <summary>A signed-in customer orders the erasure of everything.</summary>
public sealed class EraseForm : IValidatableObject
{
    /// <summary>Where the person lives, as far as it matters.</summary>
    public string? Region { get; set; } = nameof(Regime.Gdpr);

    /// <summary>What was asked for.</summary>
    public NewRequest Read() => new(Right.Erasure, Enum.Parse<Regime>(Region!));

    /// <summary>The password, asked again.</summary>
    public string? Password { get; set; }

    /// <summary>A request that waited for the sign-in; null for a new one.</summary>
    public string? Reference { get; set; }

    /// <summary>What would go and what would stay.</summary>
    [BindNever]
    public IReadOnlyList<PlaceLine> Lines { get; set; } = [];

    /// <summary>True if people on lists would go.</summary>
    public bool HasLists => Lines.Any(l => l.Place.Category == DataCategory.Subscriber && l.Deleted > 0);

    /// <summary>Customers of ours who have the person's address on a list and decide about it.</summary>
    [BindNever]
    public IReadOnlyList<string> Others { get; set; } = [];

    /// <inheritdoc />
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) => AskedAgain.Problems(Region, Password);
}

/// <summary>What every form of a signed-in customer asks for.</summary>
internal static class AskedAgain
{
    /// <summary>What is wrong with where somebody lives, and with a password that was left out.</summary>
    public static IEnumerable<ValidationResult> Problems(string? region, string? password)
    {
        if (region is not (nameof(Regime.Gdpr) or nameof(Regime.Ccpa)))
        {
            yield return new ValidationResult(RequestFormWords.Now["WrongRegion"], ["Region"]);
        }

        if (string.IsNullOrEmpty(password))
        {
            yield return new ValidationResult(AccountDataWords.Now["PasswordMissing"], ["Password"]);
        }
    }
}
