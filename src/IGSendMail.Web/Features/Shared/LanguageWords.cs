using System.Globalization;
using System.Resources;

namespace IGSendMail.Web.Features.Shared;

/// <summary>What some pages say in one language; the words stand in .resx files beside the class that gives them.</summary>
public abstract class LanguageWords(ResourceManager texts, CultureInfo language)
{
    /// <summary>Language tag for <c>lang</c> attributes, such as <c>de</c>.</summary>
    public string Language => language.Name;

    /// <summary>The language in itself, such as "Deutsch".</summary>
    public string LanguageName => language.TextInfo.ToTitleCase(language.NativeName);

    /// <summary>The words of that name.</summary>
    /// <exception cref="KeyNotFoundException">There are none.</exception>
    public string this[string name] =>
        texts.GetString(name, language) ?? throw new KeyNotFoundException($"No words are called \"{name}\".");

    /// <summary>The words of that name with their gaps filled.</summary>
    public string Of(string name, params object[] parts) => string.Format(language, this[name], parts);

    /// <summary>The names of all words that stand in this very language.</summary>
    public IEnumerable<string> Names => texts.GetResourceSet(language, createIfNotExists: true, tryParents: false)!
        .Cast<System.Collections.DictionaryEntry>()
        .Select(entry => (string)entry.Key);
}
