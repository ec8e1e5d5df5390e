using System.Text.Json;

namespace IGSendMail.Privacy.Letters;

/// <summary>A letter as it is sealed: the name of its kind and its properties.</summary>
public sealed record SealedLetter(string Type, JsonElement Letter)
{
    /// <summary>Packs a letter.</summary>
    public static SealedLetter From(Letter letter) => new(
        letter.GetType().Name, JsonSerializer.SerializeToElement(letter, letter.GetType(), JsonSerializerOptions.Web));
}
