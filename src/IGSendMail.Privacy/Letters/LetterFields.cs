using System.Text.Json;
using System.Text.Json.Nodes;
using IGSendMail.Privacy.PersonalData;
using IGSendMail.Storage;

namespace IGSendMail.Privacy.Letters;

/// <summary>An e-mail that waits, as it will read: to whom, subject and text. What is stored are the figures that its template needs.</summary>
internal sealed class LetterFields(LetterTemplates templates) : IOpenedFields
{
    /// <inheritdoc />
    public Type Entity => typeof(OutboxMessage);

    /// <inheritdoc />
    public string Property => nameof(OutboxMessage.Payload);

    /// <inheritdoc />
    public SaidFields? Read(ReadOnlySpan<byte> json)
    {
        // The outbox carries other messages too: they hold no letter.
        if (JsonSerializer.Deserialize<SealedLetter>(json, JsonSerializerOptions.Web) is not { Type: { } type, Letter.ValueKind: JsonValueKind.Object } packed)
        {
            return null;
        }

        if (!templates.Knows(type))
        {
            // A version behind: its figures may hold a secret that nobody here can tell from the rest.
            return new SaidFields(new JsonObject { ["Kind of e-mail"] = type });
        }

        var letter = templates.Open(packed);
        var written = templates.Render(letter);
        var text = LetterSecrets.LeftOutOf(written.Text);
        return new SaidFields(new JsonObject { ["To whom"] = letter.ToAddress, ["Subject"] = written.Subject, ["Text"] = text })
        {
            Withheld = LetterSecrets.Named(written.Text, text),
        };
    }
}
