using System.Text.Json;
using IGSendMail.Privacy.Letters;
using IGSendMail.Privacy.Settings;
using Microsoft.Extensions.Options;

namespace IGSendMail.Platform.Mail;

/// <summary>Finds the template of a letter and writes it.</summary>
public sealed class LetterTemplates(IEnumerable<ILetterTemplate> templates, IOptions<SiteOptions> site)
{
    private readonly Dictionary<string, ILetterTemplate> _templates =
        templates.ToDictionary(t => t.LetterType.Name, StringComparer.Ordinal);

    /// <summary>Opens a letter as it was put into the outbox.</summary>
    /// <exception cref="InvalidOperationException">No template writes letters of this kind.</exception>
    public Letter Open(SealedLetter packed) =>
        (Letter?)packed.Letter.Deserialize(TemplateOf(packed.Type).LetterType, JsonSerializerOptions.Web)
            ?? throw new InvalidOperationException($"A letter of kind {packed.Type} is empty.");

    /// <summary>Writes a letter.</summary>
    /// <exception cref="InvalidOperationException">No template writes letters of this kind.</exception>
    public RenderedLetter Render(Letter letter) => TemplateOf(letter.GetType().Name).Render(letter, site.Value);

    private ILetterTemplate TemplateOf(string type) => _templates.TryGetValue(type, out var template)
        ? template
        : throw new InvalidOperationException($"No template writes letters of kind {type}.");
}
