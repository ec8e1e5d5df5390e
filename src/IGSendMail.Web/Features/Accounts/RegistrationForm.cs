using System.ComponentModel.DataAnnotations;
using IGSendMail.Platform.Accounts;
using IGSendMail.Privacy.Policy;
using IGSendMail.Web.Features.Shared;
using Microsoft.AspNetCore.Mvc.ModelBinding;

namespace IGSendMail.Web.Features.Accounts;

/// <summary>What a person fills in to open an account.</summary>
public sealed class RegistrationForm
{
    /// <summary>The person's name.</summary>
    [Required(ErrorMessage = "Write your name.")]
    [StringLength(100, ErrorMessage = "Shorten your name to 100 characters.")]
    public string? Name { get; set; }

    /// <summary>The address to sign in with.</summary>
    [Required(ErrorMessage = "Write your e-mail address.")]
    public string? Email { get; set; }

    [Required(ErrorMessage = "Write the name of your company.")]
    [StringLength(200, ErrorMessage = "Shorten the name of your company to 200 characters.")]
    public string? Company { get; set; }

    [Required(ErrorMessage = "Choose a password.")]
    [StringLength(PasswordForm.Longest, ErrorMessage = "Use a password of at most 256 characters.")]
    public string? Password { get; set; }

    /// <summary>The person says that they are old enough.</summary>
    public bool IsOldEnough { get; set; }

    /// <summary>The person accepts the policy version.</summary>
    public bool AcceptsPolicy { get; set; }

    /// <summary>The policy version that the page showed.</summary>
    public string? PolicyVersion { get; set; }

    /// <summary>How old one must be; the page shows it.</summary>
    internal int MinimumAge { get; set; }

    /// <summary>Finds what the attributes cannot see. The acceptance must be of the version in force, as shown.</summary>
    internal void Check(ModelStateDictionary state, PasswordChecks passwords, PolicyVersion inForce)
    {
        if (!string.IsNullOrWhiteSpace(Email) && AddressField.Problem(Email) is { } problem)
        {
            state.AddModelError(nameof(Email), problem);
        }

        if (Password is { Length: > 0 and <= PasswordForm.Longest } && passwords.ProblemOf(Password, Email, Name, Company) is { } wrong)
        {
            state.AddModelError(nameof(Password), PasswordForm.Words(wrong));
        }

        if (!IsOldEnough)
        {
            state.AddModelError(
                nameof(IsOldEnough),
                $"Tick the box if you are {inForce.Commitments.MinimumAge} or older. IGSendMail is not for younger people.");
        }

        if (PolicyVersion != inForce.Version)
        {
            AcceptsPolicy = false;
            state.Remove(nameof(AcceptsPolicy));
            state.AddModelError(
                nameof(AcceptsPolicy), "Our privacy policy changed while you filled in this page. Read the new version and tick the box again.");
        }
        else if (!AcceptsPolicy)
        {
            state.AddModelError(nameof(AcceptsPolicy), "Tick the box if you accept the privacy policy. We cannot open an account without it.");
        }
    }
}
