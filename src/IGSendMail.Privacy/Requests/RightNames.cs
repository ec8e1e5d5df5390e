using System.Globalization;
using System.Resources;

namespace IGSendMail.Privacy.Requests;

/// <summary>What a request is called in the languages of the site; the words stand in the .resx files beside this one.</summary>
public static class RightNames
{
    private static readonly ResourceManager Texts = new(typeof(RightNames));

    /// <summary>The request in words, such as "erasure request" or "Anfrage auf Löschung"; in English "your" can stand before it, in the others its feminine form.</summary>
    /// <exception cref="ArgumentOutOfRangeException">This right has no words.</exception>
    public static string In(this Right right, CultureInfo language) =>
        Texts.GetString(right.ToString(), language) ?? throw new ArgumentOutOfRangeException(nameof(right), right, "This right has no words.");

    /// <summary>The same in the site's own language.</summary>
    public static string Words(this Right right) => right.In(CultureInfo.InvariantCulture);
}
