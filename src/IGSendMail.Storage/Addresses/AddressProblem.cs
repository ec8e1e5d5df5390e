using System.Globalization;
using System.Text;

namespace IGSendMail.Storage;

/// <summary>Why a text is no e-mail address that one can write to.</summary>
public enum AddressFault
{
    /// <summary>There is no text.</summary>
    Missing,

    /// <summary>There is no @.</summary>
    NoAt,

    /// <summary>There is more than one @.</summary>
    SeveralAts,

    /// <summary>Nothing stands before the @.</summary>
    NoLocalPart,

    /// <summary>Before the @: a dot first, last, or after another.</summary>
    DotsInLocalPart,

    /// <summary>Before the @: more than 64 octets.</summary>
    LocalTooLong,

    /// <summary>Before the @: a character that does not belong there.</summary>
    CharacterInLocalPart,

    /// <summary>After the @ stands no domain of two names or more.</summary>
    NoDomain,

    /// <summary>After the @: a dot first, or after another.</summary>
    EmptyLabel,

    /// <summary>After the @: a name begins or ends with a hyphen, or has two where they mean something else.</summary>
    Hyphen,

    /// <summary>After the @: a name of more than 63 octets.</summary>
    LabelTooLong,

    /// <summary>After the @: a character that no domain has.</summary>
    CharacterInDomain,

    /// <summary>After the @: a name that begins with <c>xn--</c> and stands for none.</summary>
    BrokenALabel,

    /// <summary>After the @: a number of a machine instead of a name.</summary>
    NumberForDomain,

    /// <summary>The domain has more than 253 octets, or all of it more than 254.</summary>
    TooLong,

    /// <summary>A space inside.</summary>
    Space,

    /// <summary>A character inside that nobody sees.</summary>
    Invisible,
}

/// <summary>What is wrong with a text that should be an address.</summary>
/// <param name="Fault">What.</param>
/// <param name="At">The character it is about, if it is about one.</param>
public readonly record struct AddressProblem(AddressFault Fault, Rune? At = null)
{
    /// <summary>What is wrong and what to do, as a sentence in a language of the site; in English for any other.</summary>
    public string In(CultureInfo language) => AddressWords.Of(this, language);

    /// <summary>What is wrong and what to do in English, to follow a colon.</summary>
    public string Reason => AddressWords.ReasonOf(this, CultureInfo.InvariantCulture);

    /// <summary>The whole sentence in English.</summary>
    public override string ToString() => In(CultureInfo.InvariantCulture);
}
