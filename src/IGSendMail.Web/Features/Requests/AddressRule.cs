using System.Net.Mail;

namespace IGSendMail.Web.Features.Requests;

/// <summary>What counts as one e-mail address in a form.</summary>
internal static class AddressRule
{
    /// <summary>RFC 5321 allows no longer path.</summary>
    private const int Longest = 254;

    public static bool IsMailbox(string text) =>
        text.Length <= Longest
        && !text.Any(c => char.IsControl(c) || char.IsWhiteSpace(c) || c is '<' or '>' or ',' or ';' or '"' or '(' or ')')
        && MailAddress.TryCreate(text, out var parsed)
        && string.Equals(parsed.Address, text, StringComparison.Ordinal)
        && parsed.Host.Contains('.', StringComparison.Ordinal);
}
