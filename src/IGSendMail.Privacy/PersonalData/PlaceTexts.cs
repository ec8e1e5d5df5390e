using System.Globalization;
using System.Resources;
using Microsoft.Extensions.DependencyInjection;

namespace IGSendMail.Privacy.PersonalData;

/// <summary>
/// What places are called, and why things stay there, in the other languages of the site. A receipt is signed in one language and keeps its words;
/// a page or an e-mail in another says them in that one. Rooms bring the words in .resx files under the sentence that they write on the data map.
/// </summary>
public sealed class PlaceTexts(IEnumerable<PlaceTexts.Brought> brought)
{
    private readonly ResourceManager[] _texts = [.. brought.Select(b => b.Texts)];

    /// <summary>The sentence in a language; as it is where no room brings it.</summary>
    public string In(string sentence, string language) => Find(sentence, language) ?? sentence;

    /// <summary>The sentence in a language, or null where no room brings it, as for places of other systems and of receipts from long ago.</summary>
    public string? Find(string sentence, string language)
    {
        var culture = CultureInfo.GetCultureInfo(language);
        return _texts.Select(texts => texts.GetString(sentence, culture)).FirstOrDefault(text => text is not null);
    }

    /// <summary>Words that one room brings.</summary>
    public sealed record Brought(ResourceManager Texts);
}

/// <summary>Brings the words of a room's places.</summary>
public static class PlaceTextsRegistration
{
    /// <summary>Registers the .resx files beside a class.</summary>
    public static IServiceCollection AddPlaceTexts(this IServiceCollection services, Type beside) =>
        services.AddSingleton(new PlaceTexts.Brought(new ResourceManager(beside)));
}
