using IGSendMail.Platform.Accounts;
using IGSendMail.Web.Features.Shared;
using Microsoft.AspNetCore.Mvc.ModelBinding;

namespace IGSendMail.Web.Features.Accounts;

/// <summary>Whose password was forgotten.</summary>
public sealed class ForgottenForm
{
    /// <summary>The address with which the person signs in.</summary>
    public string? Email { get; set; }

    /// <summary>Finds what is wrong with it, in the language of the page.</summary>
    internal void Check(ModelStateDictionary state)
    {
        var problem = string.IsNullOrWhiteSpace(Email) ? AccountWords.Now["EmailMissing"] : AddressField.Problem(Email, SiteLanguages.Now);
        if (problem is not null)
        {
            state.AddModelError(nameof(Email), problem);
        }
    }
}

/// <summary>A new password, with the link that lets one choose it.</summary>
public sealed class NewPasswordForm
{
    /// <summary>The secret of the link.</summary>
    public string? Token { get; set; }

    /// <summary>The password.</summary>
    public string? New { get; set; }

    /// <summary>Finds what is wrong with it, in the language of the page.</summary>
    internal async Task CheckAsync(ModelStateDictionary state, PasswordChecks checks, Guid userId, CancellationToken cancellation)
    {
        var problem = New is { Length: > 0 and <= PasswordForm.Longest } ? await checks.ProblemAsync(userId, New, cancellation) : PasswordProblem.TooShort;
        if (problem is { } wrong)
        {
            state.AddModelError(nameof(New), AccountWords.Now.Of(wrong));
        }
    }
}
