using System.ComponentModel.DataAnnotations;
using IGSendMail.Platform.Accounts;
using IGSendMail.Privacy.Settings;

namespace IGSendMail.Web.Features.Accounts;

/// <summary>What a browser made or signed.</summary>
public class PasskeyAnswer
{
    /// <summary>Longest answer, in characters: a browser's has some hundred.</summary>
    protected const int LongestAnswer = 16_000;

    /// <summary>From the browser (JSON of W3C Web Authentication).</summary>
    [StringLength(LongestAnswer, ErrorMessage = "The answer of the browser is too long. Please try again.")]
    public string? Answer { get; set; }

    /// <summary>What it was asked, encrypted; see <see cref="CarriedSteps"/>.</summary>
    public string? Carried { get; set; }
}

/// <summary>The answer of a browser, and where its person wants to go.</summary>
public sealed class PasskeySignInForm : PasskeyAnswer
{
    /// <summary>The page the person wanted.</summary>
    public string? ReturnUrl { get; set; }

    /// <summary>What the browser is asked; not sent back.</summary>
    internal string Options { get; init; } = "";
}

/// <summary>Adds a passkey, or removes one. Password, and a code where codes are asked for, come first.</summary>
public sealed class PasskeyForm : PasskeyAnswer
{
    [Required(ErrorMessage = "Write your password.")]
    [StringLength(PasswordForm.Longest, ErrorMessage = "Write your password only.")]
    public string? Password { get; set; }

    [StringLength(40, ErrorMessage = "Write the code only.")]
    public string? Code { get; set; }

    /// <summary>What the person calls it.</summary>
    [StringLength(Passkeys.LongestName, ErrorMessage = "Use a name of at most 60 characters.")]
    public string? Name { get; set; }

    /// <summary>True if a code of an app is asked for as well; not sent.</summary>
    internal bool AsksCode { get; init; }

    /// <summary>Which is to be removed.</summary>
    public Guid? PasskeyId { get; set; }
}

/// <summary>What the page about a person's passkeys shows.</summary>
/// <param name="Passkeys">Those there are.</param>
/// <param name="Options">What the browser is asked in order to make a further one.</param>
/// <param name="Site">For dates.</param>
/// <param name="Form">The form.</param>
public sealed record PasskeysPage(IReadOnlyList<PasskeyLine> Passkeys, string Options, SiteOptions Site, PasskeyForm Form);
