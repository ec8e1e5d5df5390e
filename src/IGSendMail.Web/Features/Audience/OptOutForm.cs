using System.ComponentModel.DataAnnotations;
using IGSendMail.Platform.Audience;
using IGSendMail.Web.Features.Shared;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.ModelBinding.Validation;

namespace IGSendMail.Web.Features.Audience;

/// <summary>The people who want no e-mails, and the form that enters one.</summary>
public sealed class OptOutForm : IValidatableObject
{
    /// <summary>The address.</summary>
    [Required(ErrorMessage = "Enter an e-mail address.")]
    public string? Email { get; set; }

    /// <summary>The file; its form is another one.</summary>
    [BindNever]
    [ValidateNever]
    public IFormFile? File { get; set; }

    /// <summary>How many there are.</summary>
    [BindNever]
    [ValidateNever]
    public IReadOnlyList<OptOutCount> Counts { get; set; } = [];

    /// <summary>Why nothing can be entered now; null if it can.</summary>
    [BindNever]
    [ValidateNever]
    public ReadOnlyNotice? ReadOnly { get; set; }

    /// <inheritdoc />
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) =>
        Email is not null && AddressField.Problem(Email) is { } problem ? [new ValidationResult(problem, [nameof(Email)])] : [];
}

/// <summary>The form that takes a file of people who want no e-mails.</summary>
public sealed class OptOutFileForm
{
    /// <summary>The file; read as a stream, never bound.</summary>
    [BindNever]
    [ValidateNever]
    public IFormFile? File { get; set; }
}
