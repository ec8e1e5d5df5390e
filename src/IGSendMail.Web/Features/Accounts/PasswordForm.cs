using System.ComponentModel.DataAnnotations;
using IGSendMail.Platform.Accounts;

namespace IGSendMail.Web.Features.Accounts;

/// <summary>A change of password.</summary>
public sealed class PasswordForm
{
    /// <summary>The longest password accepted; hashing a longer one would only cost time.</summary>
    public const int Longest = 256;

    private const string TooShort = "Use a password of at least 12 characters. Several words together are easy to remember.";

    private const string EasyToGuess =
        "This password is easy to guess: it is a common one, a pattern or a single word. Put three or four words together that do not belong together, or let your password manager make one.";

    private const string OwnWords =
        "This password is little more than your own name or address, or our name: people who guess try those first. Put three or four other words together, or let your password manager make one.";

    /// <summary>What is wrong with a password, and what to do about it.</summary>
    internal static string Words(PasswordProblem problem) => problem switch
    {
        PasswordProblem.TooShort => TooShort,
        PasswordProblem.OwnWords => OwnWords,
        _ => EasyToGuess,
    };

    /// <summary>The password so far.</summary>
    [Required(ErrorMessage = "Write your current password.")]
    [StringLength(Longest, ErrorMessage = "This is not your current password.")]
    public string? Current { get; set; }

    [Required(ErrorMessage = "Choose a new password.")]
    [StringLength(Longest, ErrorMessage = "Use a password of at most 256 characters.")]
    public string? New { get; set; }
}
