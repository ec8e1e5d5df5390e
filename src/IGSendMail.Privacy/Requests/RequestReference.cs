using System.Security.Cryptography;
using System.Text.RegularExpressions;

namespace IGSendMail.Privacy.Requests;

/// <summary>
/// What people call a request by, such as <c>ER-7Q4M-92KX</c>: the right's prefix and eight random characters that
/// nobody mistakes for one another when read aloud or typed.
/// </summary>
public static partial class RequestReference
{
    /// <summary>Without 0, 1, I, L, O and U.</summary>
    public const string Alphabet = "23456789ABCDEFGHJKMNPQRSTVWXYZ";

    /// <summary>Length of a reference.</summary>
    public const int Length = 12;

    /// <summary>A fresh reference.</summary>
    public static string New(Right right)
    {
        var random = RandomNumberGenerator.GetString(Alphabet, 8);
        return $"{right.Prefix()}-{random[..4]}-{random[4..]}";
    }

    /// <summary>True if it looks like a reference.</summary>
    public static bool IsWellFormed(string? reference) => reference is not null && Shape().IsMatch(reference);

    [GeneratedRegex(@"\A[A-Z]{2}-[2-9A-HJKMNP-TV-Z]{4}-[2-9A-HJKMNP-TV-Z]{4}\z", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Shape();
}
