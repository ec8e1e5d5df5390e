using System.Globalization;

namespace IGSendMail.Platform.Accounts;

/// <summary>What is wrong with a password.</summary>
public enum PasswordProblem
{
    /// <summary>It has fewer than <see cref="PasswordJudge.Shortest"/> characters.</summary>
    TooShort,

    /// <summary>It is found early by whoever guesses: a common one, a pattern, a single word, a date.</summary>
    EasyToGuess,

    /// <summary>It is little more than the person's own address, name or company, or the name of the site.</summary>
    OwnWords,
}

/// <summary>
/// Judges passwords by how soon a guesser gets to them (zxcvbn), not by what kinds of characters they hold (NIST SP 800-63B, 3.1.1.2). Anything that can
/// be typed or pasted is allowed.
/// </summary>
public static class PasswordJudge
{
    /// <summary>The fewest characters.</summary>
    public const int Shortest = 12;

    /// <summary>Of 0 to 4: from 3 on, whoever tries ten thousand a second needs weeks. Our pauses allow twenty an hour.</summary>
    private const int LeastScore = 3;

    /// <summary>Judging takes longer with the square of the length: nobody burns our time with long ones. What begins well so far needs no more looking at.</summary>
    private const int LongestJudged = 40;

    private const int LeastOwnWord = 3;

    private static readonly Zxcvbn.Zxcvbn Judge = new();

    /// <summary>What is wrong with a password; null if it will do.</summary>
    /// <param name="password">The password.</param>
    /// <param name="ownWords">What a guesser would try first: address, name, company, the name of the site.</param>
    public static PasswordProblem? ProblemOf(string password, IEnumerable<string?> ownWords)
    {
        if (new StringInfo(password).LengthInTextElements < Shortest)
        {
            return PasswordProblem.TooShort;
        }

        var judged = password.Length > LongestJudged ? password[..LongestJudged] : password;
        var own = ownWords.SelectMany(Parts).Distinct(StringComparer.OrdinalIgnoreCase).ToList();
        return Judge.EvaluatePassword(judged).Score < LeastScore ? PasswordProblem.EasyToGuess
            : own.Count > 0 && Judge.EvaluatePassword(judged, own).Score < LeastScore ? PasswordProblem.OwnWords
            : null;
    }

    /// <summary>A word and its parts: "ada@example.com" is as easily guessed as "ada" and "example".</summary>
    private static IEnumerable<string> Parts(string? word) => string.IsNullOrWhiteSpace(word) ? []
        : word.Split(['@', '.', '-', '_', '+', ' ', '&', ','], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
            .Append(word.Trim()).Where(part => part.Length is >= LeastOwnWord and <= 100);
}
