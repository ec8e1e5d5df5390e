using System.Text;

namespace IGSendMail.Storage;

/// <summary>
/// The e-mail address of one mailbox. Text becomes an address in <see cref="Read"/> and nowhere else, so that a form, an
/// import, a sign-in and a command mean the same by it. Two addresses are equal if they are spellings of one mailbox.
/// </summary>
public sealed class EmailAddress : IEquatable<EmailAddress>
{
    /// <summary>Most octets before the @ (RFC 5321 § 4.5.3.1.1).</summary>
    public const int MostLocalOctets = 64;

    /// <summary>Most octets in all: a path holds 256 with its brackets (RFC 5321 § 4.5.3.1.3).</summary>
    public const int MostOctets = 254;

    /// <summary>What is longer is not looked at: composing and folding take time.</summary>
    private const int LongestLookedAt = 1_000;

    private EmailAddress(string spelling, string local, string domain)
    {
        (Spelling, Domain) = (spelling, domain);
        Mailable = $"{local}@{domain}";
        Canonical = $"{Fold(local)}@{domain}";
    }

    /// <summary>As it was typed, without what surrounds it: for people to read.</summary>
    public string Spelling { get; }

    /// <summary>The one form by which addresses are compared and hashed: composed, lower case, the domain in A-labels.</summary>
    public string Canonical { get; }

    /// <summary>The domain in A-labels, as the domain name system and every mail server know it.</summary>
    public string Domain { get; }

    /// <summary>
    /// What a mail server is told: the part before the @ as it was typed, because only the server behind the domain
    /// knows whether its case matters; the domain in A-labels.
    /// </summary>
    public string Mailable { get; }

    /// <summary>True if only a server that knows SMTPUTF8 (RFC 6531) can take mail to it.</summary>
    public bool NeedsSmtpUtf8 => !Ascii.IsValid(Mailable);

    /// <summary>Reads what somebody typed or uploaded: one address, or the reason why it is none.</summary>
    public static AddressReading Read(string? text)
    {
        var trimmed = AddressText.Trim(text ?? "");
        if (trimmed.Length is 0 or > LongestLookedAt)
        {
            return new AddressProblem(trimmed.Length == 0 ? AddressFault.Missing : AddressFault.TooLong);
        }

        if (AddressText.ProblemOf(trimmed) is { } unreadable)
        {
            return unreadable;
        }

        var composed = trimmed.Normalize(NormalizationForm.FormC);
        var at = composed.IndexOf('@', StringComparison.Ordinal);
        if (at < 0 || at != composed.LastIndexOf('@'))
        {
            return new AddressProblem(at < 0 ? AddressFault.NoAt : AddressFault.SeveralAts);
        }

        var local = composed[..at];
        if (LocalPart.ProblemOf(local) is { } wrong)
        {
            return wrong;
        }

        var typed = composed[(at + 1)..];
        if (DomainName.TryRead(typed, out var domain) is { } noDomain)
        {
            return noDomain;
        }

        // Counted in the canonical form, so that no spelling of a mailbox is refused for its length while another is taken.
        var folded = Encoding.UTF8.GetByteCount(Fold(local));
        return folded > MostLocalOctets ? new AddressProblem(AddressFault.LocalTooLong)
            : folded + 1 + domain.Length > MostOctets ? new AddressProblem(AddressFault.TooLong)
            : new EmailAddress(DomainName.WithoutRoot(trimmed), local, domain);
    }

    /// <summary>
    /// The address without what follows a plus sign before the @: most servers put both into one mailbox. Only for counting what arrives there; who
    /// somebody is goes by the whole address.
    /// </summary>
    public EmailAddress WithoutTag()
    {
        var local = Mailable[..Mailable.LastIndexOf('@')];
        var plus = local.IndexOf('+', StringComparison.Ordinal);
        return plus > 0 && local[0] != '"' ? new($"{local[..plus]}@{Domain}", local[..plus], Domain) : this;
    }

    /// <summary>The address that a text is, or null if it is none.</summary>
    public static EmailAddress? Find(string? text) => Read(text).Address;

    /// <summary>The address that a text of the program itself is.</summary>
    /// <exception cref="FormatException">It is none. The message does not repeat it.</exception>
    public static EmailAddress Of(string text) => Find(text) ?? throw new FormatException("A text that should be an e-mail address is none.");

    /// <summary>
    /// The forms other than <see cref="Canonical"/> by which addresses were hashed until November 2026, when a domain
    /// was compared as it was typed. What is known only by such a hash is looked for under these too.
    /// </summary>
    public IReadOnlyList<string> FormerForms()
    {
        if (Ascii.IsValid(Spelling) && !Domain.Contains(DomainName.Prefix, StringComparison.Ordinal))
        {
            return [];
        }

        var local = Mailable[..Mailable.IndexOf('@', StringComparison.Ordinal)];
        string[] forms = [Spelling, Mailable, $"{local}@{DomainName.InUnicode(Domain)}"];
        return [.. forms.Select(FormerForm).Distinct(StringComparer.Ordinal).Where(f => f != Canonical)];
    }

    /// <summary>How addresses were compared until November 2026: trimmed, composed, lower case.</summary>
    internal static string FormerForm(string address) => address.Trim().Normalize(NormalizationForm.FormC).ToLowerInvariant();

    /// <inheritdoc />
    public bool Equals(EmailAddress? other) => other is not null && Canonical == other.Canonical;

    /// <inheritdoc />
    public override bool Equals(object? obj) => Equals(obj as EmailAddress);

    /// <inheritdoc />
    public override int GetHashCode() => Canonical.GetHashCode(StringComparison.Ordinal);

    /// <summary>Never the address: one slip into a log would name a person.</summary>
    public override string ToString() => "(an e-mail address)";

    /// <summary>
    /// Upper case first: letters such as σ and ς have one capital and would stay two mailboxes, depending on how
    /// somebody typed them.
    /// </summary>
    private static string Fold(string local) => local.ToUpperInvariant().ToLowerInvariant().Normalize(NormalizationForm.FormC);
}

/// <summary>What reading a text came to: an address, or what is wrong; never both.</summary>
public readonly record struct AddressReading
{
    private AddressReading(EmailAddress? address, AddressProblem? problem) => (Address, Problem) = (address, problem);

    /// <summary>The address, or null.</summary>
    public EmailAddress? Address { get; }

    /// <summary>Why it is none, or null.</summary>
    public AddressProblem? Problem { get; }

    /// <summary>A text that is an address.</summary>
    public static implicit operator AddressReading(EmailAddress address) => new(address, null);

    /// <summary>A text that is none.</summary>
    public static implicit operator AddressReading(AddressProblem problem) => new(null, problem);
}
