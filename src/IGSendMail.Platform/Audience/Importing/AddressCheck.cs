using System.Globalization;
using MimeKit;

namespace IGSendMail.Platform.Audience.Importing;

/// <summary>
/// Decides whether a text is an e-mail address that one can write to: one plain address, international ones included,
/// without display name, comment or anything that could break out of a mail header.
/// </summary>
internal static class AddressCheck
{
    // RFC 5321 § 4.5.3.1: a path holds 256 octets including its brackets, a local part 64.
    private const int MostOctets = 254;
    private const int MostLocalOctets = 64;

    private static readonly IdnMapping DomainNames = new() { UseStd3AsciiRules = true };
    private static readonly ParserOptions Options = new() { AllowAddressesWithoutDomain = false, AllowUnquotedCommasInAddresses = false };

    /// <summary>The address without surrounding space, or null if it is none.</summary>
    public static string? Read(string text)
    {
        var address = text.Trim();
        var at = address.LastIndexOf('@');
        return at > 0
            && System.Text.Encoding.UTF8.GetByteCount(address) <= MostOctets
            && System.Text.Encoding.UTF8.GetByteCount(address.AsSpan(0, at)) <= MostLocalOctets
            && !address.Any(IsForbidden)
            && IsDomain(address[(at + 1)..])
            && MailboxAddress.TryParse(Options, address, out var mailbox)
            && string.IsNullOrEmpty(mailbox.Name)
            && mailbox.Route.Count == 0
            && mailbox.LocalPart == address[..at]
                ? address
                : null;
    }

    /// <summary>
    /// Quoted local parts, comments, groups and address literals are legal but unknown among real people; each is a
    /// way to smuggle something into a header.
    /// </summary>
    private static bool IsForbidden(char c) =>
        char.IsControl(c) || char.IsWhiteSpace(c) || c is '"' or '(' or ')' or '<' or '>' or '[' or ']' or '\\' or ',' or ';' or ':'
        || CharUnicodeInfo.GetUnicodeCategory(c) is UnicodeCategory.Format or UnicodeCategory.LineSeparator
            or UnicodeCategory.ParagraphSeparator or UnicodeCategory.OtherNotAssigned or UnicodeCategory.PrivateUse;

    private static bool IsDomain(string domain)
    {
        if (!domain.Contains('.', StringComparison.Ordinal))
        {
            return false;
        }

        try
        {
            return DomainNames.GetAscii(domain).Length <= 253;
        }
        catch (ArgumentException)
        {
            // IdnMapping has no Try method: this is its answer "no".
            return false;
        }
    }
}
