using System.ComponentModel.DataAnnotations;
using IGSendMail.Platform.Accounts;
using IGSendMail.Privacy.Settings;

namespace IGSendMail.Web.Features.Accounts;

/// <summary>Password and code, asked for together before anything about the codes changes.</summary>
public sealed class TwoStepForm
{
    [Required(ErrorMessage = "Write your password.")]
    [StringLength(PasswordForm.Longest, ErrorMessage = "Write your password only.")]
    public string? Password { get; set; }

    [Required(ErrorMessage = "Write the code that your app shows now.")]
    [StringLength(40, ErrorMessage = "Write the code only.")]
    public string? Code { get; set; }

    /// <summary>While it is set up: the secret; see <see cref="CarriedSteps"/>.</summary>
    public string? Carried { get; set; }

    /// <summary>What to say about a wrong password.</summary>
    internal const string NotYours = "That is not your password, or there were too many wrong ones. Check it, or wait 15 minutes.";

    /// <summary>What to say about a code that was not taken.</summary>
    public static string Refused(CodeAnswer answer) => SignInWords.OfSite.Refused(answer);
}

/// <summary>What the page about two-step sign-in shows.</summary>
/// <param name="State">How it stands; null if it is off.</param>
/// <param name="Passkeys">How many passkeys the person has.</param>
/// <param name="IsNeeded">True for officers, who cannot do without.</param>
/// <param name="Site">For dates.</param>
public sealed record TwoStepPage(SecondFactorState? State, int Passkeys, bool IsNeeded, SiteOptions Site)
{
    /// <summary>The form that was sent and is wrong.</summary>
    public TwoStepForm Form { get; init; } = new();
}

/// <summary>What an app is set up with.</summary>
/// <param name="Groups">The secret for typing.</param>
/// <param name="Link">The same for an app on this device.</param>
/// <param name="Picture">The same for the camera of another one.</param>
/// <param name="IsNeeded">True for officers, who cannot do without.</param>
/// <param name="Form">The form.</param>
public sealed record TwoStepSetUpPage(string Groups, string Link, QrPicture Picture, bool IsNeeded, TwoStepForm Form);
