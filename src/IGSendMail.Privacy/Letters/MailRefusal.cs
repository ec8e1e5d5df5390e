using System.Globalization;
using System.Text.RegularExpressions;

namespace IGSendMail.Privacy.Letters;

/// <summary>
/// A mail server said no. Only codes are kept (RFC 5321 §4.2.1, RFC 3463): the words of an answer may repeat an address.
/// </summary>
/// <param name="Step">To which command, such as <c>RCPT</c>; <c>CONNECT</c> and <c>AUTH</c> come before any e-mail.</param>
/// <param name="Code">The answer's three digits; from 500 on it is final.</param>
/// <param name="Enhanced">The enhanced code, such as <c>5.1.1</c>, if there was one.</param>
public sealed partial record MailRefusal(string Step, int Code, string? Enhanced)
{
    /// <summary>What is kept when the address of a letter is none.</summary>
    public const string NoAddress = "UndeliverableLetterException";

    /// <summary>What is kept when an address needs a server that takes letters beyond ASCII before the @ (RFC 6531), and ours does not.</summary>
    public const string AddressBeyondServer = "AddressBeyondServer";

    private const string Kind = "SMTP";

    /// <summary>True if the same e-mail would be refused again.</summary>
    public bool IsFinal => Code >= 500;

    /// <summary>The codes as people quote them to a mail server's keeper, such as "550 5.1.1".</summary>
    public string Codes => Enhanced is null ? Code.ToString(CultureInfo.InvariantCulture) : string.Create(CultureInfo.InvariantCulture, $"{Code} {Enhanced}");

    /// <summary>What is kept of it.</summary>
    public override string ToString() => $"{Kind} {Step} {Codes}";

    /// <summary>Takes the enhanced code from the beginning of an answer and leaves its words.</summary>
    public static MailRefusal Of(string step, int code, string? answer) =>
        new(step, code, EnhancedCode().Match(answer ?? "") is { Success: true } found ? found.Groups["code"].Value : null);

    /// <summary>Reads what is kept of a failure; null if it was no mail server's answer.</summary>
    public static MailRefusal? Find(string? failure) => Kept().Match(failure ?? "") is { Success: true } kept
        ? new(kept.Groups["step"].Value, int.Parse(kept.Groups["code"].Value, CultureInfo.InvariantCulture), kept.Groups["enhanced"] is { Success: true } enhanced ? enhanced.Value : null)
        : null;

    [GeneratedRegex(@"^\s*(?<code>[245]\.[0-9]{1,3}\.[0-9]{1,3})(?=\s|$)", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 100)]
    private static partial Regex EnhancedCode();

    [GeneratedRegex(
        @"^SMTP (?<step>[A-Z]{1,10}) (?<code>[245][0-9]{2})( (?<enhanced>[245]\.[0-9]{1,3}\.[0-9]{1,3}))?$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 100)]
    private static partial Regex Kept();
}
