using IGSendMail.Platform.Accounts;
using IGSendMail.Privacy.Policy;
using IGSendMail.Web.Features.Shared;
using Microsoft.AspNetCore.Mvc.ModelBinding;

namespace IGSendMail.Web.Features.Accounts;

/// <summary>What a person fills in to open an account.</summary>
public sealed class RegistrationForm
{
    private const int LongestName = 100;
    private const int LongestCompany = 200;

    /// <summary>The person's name.</summary>
    public string? Name { get; set; }

    /// <summary>The address to sign in with.</summary>
    public string? Email { get; set; }

    public string? Company { get; set; }

    public string? Password { get; set; }

    /// <summary>The person says that they are old enough.</summary>
    public bool IsOldEnough { get; set; }

    /// <summary>The person accepts the policy version.</summary>
    public bool AcceptsPolicy { get; set; }

    /// <summary>The policy version that the page showed.</summary>
    public string? PolicyVersion { get; set; }

    /// <summary>How old one must be; the page shows it.</summary>
    internal int MinimumAge { get; set; }

    /// <summary>Finds what is wrong, in the language of the page. The acceptance must be of the version in force, as shown.</summary>
    internal void Check(ModelStateDictionary state, PasswordChecks passwords, PolicyVersion inForce)
    {
        var words = OpenAccountWords.Now;
        if (PolicyVersion != inForce.Version)
        {
            AcceptsPolicy = false;
            state.Remove(nameof(AcceptsPolicy));
        }

        foreach (var (field, problem) in Problems(words, passwords, inForce))
        {
            state.AddModelError(field, problem);
        }
    }

    private IEnumerable<(string Field, string Problem)> Problems(OpenAccountWords words, PasswordChecks passwords, PolicyVersion inForce)
    {
        if (string.IsNullOrWhiteSpace(Name) || Name.Length > LongestName)
        {
            yield return (nameof(Name), words[string.IsNullOrWhiteSpace(Name) ? "NameMissing" : "NameLong"]);
        }

        if ((string.IsNullOrWhiteSpace(Email) ? words["EmailMissing"] : AddressField.Problem(Email, SiteLanguages.Now)) is { } address)
        {
            yield return (nameof(Email), address);
        }

        if (string.IsNullOrWhiteSpace(Company) || Company.Length > LongestCompany)
        {
            yield return (nameof(Company), words[string.IsNullOrWhiteSpace(Company) ? "CompanyMissing" : "CompanyLong"]);
        }

        if (PasswordProblemIn(words, passwords) is { } password)
        {
            yield return (nameof(Password), password);
        }

        if (!IsOldEnough)
        {
            yield return (nameof(IsOldEnough), words.Of("OldEnoughMissing", inForce.Commitments.MinimumAge));
        }

        if (!AcceptsPolicy)
        {
            yield return (nameof(AcceptsPolicy), words[PolicyVersion == inForce.Version ? "AcceptMissing" : "PolicyChanged"]);
        }
    }

    private string? PasswordProblemIn(OpenAccountWords words, PasswordChecks passwords) => Password switch
    {
        null or "" => words["PasswordMissing"],
        { Length: > PasswordForm.Longest } => AccountWords.Now.Of(PasswordProblem.TooShort),
        _ => passwords.ProblemOf(Password, Email, Name, Company) is { } wrong ? AccountWords.Now.Of(wrong) : null,
    };
}
