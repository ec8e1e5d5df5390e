using System.ComponentModel.DataAnnotations;

namespace IGSendMail.Web.Features.Accounts;

/// <summary>A change of password.</summary>
public sealed class PasswordForm
{
    /// <summary>The longest password accepted; hashing a longer one would only cost time.</summary>
    public const int Longest = 256;

    internal const string TooShort = "Use a password of at least 12 characters. Several words together are easy to remember.";

    /// <summary>The password so far.</summary>
    [Required(ErrorMessage = "Write your current password.")]
    [StringLength(Longest, ErrorMessage = "This is not your current password.")]
    public string? Current { get; set; }

    [Required(ErrorMessage = "Choose a new password.")]
    [StringLength(Longest, ErrorMessage = "Use a password of at most 256 characters.")]
    public string? New { get; set; }
}
