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
    [Required(ErrorMessage = "Enter your password, so that we know it is you.")]
    public string? Password { get; set; }

    /// <summary>Which button was pressed.</summary>
    [AllowedValues(null, nameof(Privacy.Requests.Right.Access), nameof(Privacy.Requests.Right.Portability), ErrorMessage = "Choose one of the two.")]
    public string? Right { get; set; }

    /// <summary>Where the person lives, as far as it matters.</summary>
    [AllowedValues(nameof(Regime.Gdpr), nameof(Regime.Ccpa), ErrorMessage = "Choose where you live.")]
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
        if (Right is null && Reference is null)
        {
            yield return new ValidationResult("Choose whether you want a copy or a portable file.", [nameof(Password)]);
        }
    }
}

/// <summary>A signed-in customer orders the erasure of everything.</summary>
public sealed class EraseForm
{
    /// <summary>Where the person lives, as far as it matters.</summary>
    [AllowedValues(nameof(Regime.Gdpr), nameof(Regime.Ccpa), ErrorMessage = "Choose where you live.")]
    public string? Region { get; set; } = nameof(Regime.Gdpr);

    /// <summary>What was asked for.</summary>
    public NewRequest Read() => new(Right.Erasure, Enum.Parse<Regime>(Region!));

    /// <summary>The password, asked again.</summary>
    [Required(ErrorMessage = "Enter your password, so that we know it is you.")]
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
}
