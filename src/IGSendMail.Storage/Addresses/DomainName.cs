using System.Text;

namespace IGSendMail.Storage;

/// <summary>
/// The domain of an address, by the rules of IDNA 2008 (RFC 5890 to 5892): each name between two dots has letters, marks,
/// digits and hyphens, and one form in ASCII, its A-label. The platform's own <c>IdnMapping</c> is not used: it follows the tolerant
/// mapping, whose result depends on the machine's ICU, and a hash may not.
/// </summary>
internal static class DomainName
{
    /// <summary>What an A-label begins with.</summary>
    public const string Prefix = "xn--";

    private const int MostOctets = 253;
    private const int MostLabelOctets = 63;

    /// <summary>
    /// Reads what stands after the @, composed. Returns what is wrong, or null with the domain in A-labels. The root's dot
    /// at the end means the same domain and goes.
    /// </summary>
    public static AddressProblem? TryRead(string typed, out string domain)
    {
        domain = "";
        if (typed.StartsWith('['))
        {
            return new AddressProblem(AddressFault.NumberForDomain);
        }

        var labels = WithoutRoot(typed).Split('.');
        for (var i = 0; i < labels.Length; i++)
        {
            if (labels[i].Length == 0)
            {
                return new AddressProblem(labels.Length == 1 ? AddressFault.NoDomain : AddressFault.EmptyLabel);
            }

            if (TryReadLabel(labels[i], out labels[i]) is { } problem)
            {
                return problem;
            }
        }

        domain = string.Join('.', labels);
        return labels.Length == 1 ? new AddressProblem(AddressFault.NoDomain)
            : labels[^1].All(char.IsAsciiDigit) ? new AddressProblem(AddressFault.NumberForDomain)
            : domain.Length > MostOctets ? new AddressProblem(AddressFault.TooLong)
            : null;
    }

    /// <summary>The text without one dot at its end.</summary>
    public static string WithoutRoot(string text) => text.EndsWith('.') ? text[..^1] : text;

    /// <summary>A domain in A-labels as people write it.</summary>
    public static string InUnicode(string domain) => string.Join('.', domain.Split('.').Select(label =>
        label.StartsWith(Prefix, StringComparison.Ordinal) ? Punycode.Decode(label[Prefix.Length..]) ?? label : label));

    private static AddressProblem? TryReadLabel(string typed, out string label)
    {
        label = typed;
        if (typed.Length > 2 * MostLabelOctets)
        {
            return new AddressProblem(AddressFault.LabelTooLong);
        }

        label = DomainCharacters.Fold(typed);
        if (DomainCharacters.ProblemOf(label) is { } problem)
        {
            return problem;
        }

        var isAscii = Ascii.IsValid(label);
        var isALabel = isAscii && label.StartsWith(Prefix, StringComparison.Ordinal);
        if (label.StartsWith('-') || label.EndsWith('-') || (!isAscii && label.IndexOf("--", StringComparison.Ordinal) == 2))
        {
            return new AddressProblem(AddressFault.Hyphen);
        }

        if (isALabel && !IsALabel(label))
        {
            return new AddressProblem(AddressFault.BrokenALabel);
        }

        label = isAscii ? label : Prefix + Punycode.Encode(label);
        return label.Length > MostLabelOctets ? new AddressProblem(AddressFault.LabelTooLong) : null;
    }

    /// <summary>
    /// True if it is the A-label of a name. One that decodes to something else, or to a name whose A-label is another
    /// one, would be a second spelling of nothing.
    /// </summary>
    private static bool IsALabel(string label) => label.Length <= MostLabelOctets
        && Punycode.Decode(label[Prefix.Length..]) is { } name
        && !Ascii.IsValid(name)
        && name.IsNormalized(NormalizationForm.FormC)
        && TryReadLabel(name, out var again) is null
        && again == label;
}
