using System.Text.Json.Serialization;
using IGSendMail.Storage;

namespace IGSendMail.Privacy.Requests;

/// <summary>
/// What can be corrected. The room that holds the value makes the field, and corrects it (<see cref="IRectifier"/>). The name stands in
/// columns and in what other systems are told: it is never changed.
/// </summary>
/// <param name="Name">As it is stored, such as <c>Company</c>.</param>
[JsonConverter(typeof(CorrectionFieldJson))]
public sealed record CorrectionField(string Name) : Word(Name), IStoredWord<CorrectionField>
{
    /// <summary>Something else, in the person's words: no program corrects it, an officer looks at it.</summary>
    public static readonly CorrectionField Other = new("Other")
    {
        Hint = new Dictionary<string, string>
        {
            ["en"] = "Tell us in your words. A privacy officer looks at it.",
            ["de"] = "Sagen Sie es uns mit Ihren Worten. Eine Datenschutz-Fachkraft sieht es sich an.",
            ["fr"] = "Dites-le-nous avec vos mots. Une personne chargée de la protection des données le regarde.",
            ["es"] = "Díganoslo con sus palabras. Una persona encargada de la protección de datos lo mira.",
        },
        Titles = new Dictionary<string, string> { ["de"] = "Etwas anderes", ["fr"] = "Autre chose", ["es"] = "Otra cosa" },
    };

    /// <summary>On pages, such as "Your name".</summary>
    public string Title { get; init; } = "Something else";

    /// <summary>The same in the other languages of the site.</summary>
    public IReadOnlyDictionary<string, string> Titles { get; init; } = new Dictionary<string, string>();

    /// <summary>As somebody chooses it, such as "My name".</summary>
    public string Choice { get; init; } = "Something else";

    /// <summary>What else is to be known before one chooses it, a sentence in each language of the site; empty if nothing is.</summary>
    public IReadOnlyDictionary<string, string> Hint { get; init; } = new Dictionary<string, string>();

    /// <summary>In an e-mail after "We have corrected", such as "your name".</summary>
    public string InLetter { get; init; } = "your data";

    /// <summary>What follows from the correction, a sentence for the e-mail in each language of the site; empty if nothing does.</summary>
    public IReadOnlyDictionary<string, string> Consequence { get; init; } = new Dictionary<string, string>();

    /// <summary>True if the new value is an e-mail address: its mailbox has to confirm it first.</summary>
    public bool ProvesMailbox { get; init; }

    /// <summary>What is wrong with a new value and how to write it, as a sentence in a language such as <c>de</c>; null if it can stand there.</summary>
    public Func<string, string, string?> Problem { get; init; } = (_, _) => null;

    /// <summary>How a new value without a problem is spelled.</summary>
    public Func<string, string> Spelling { get; init; } = wish => wish.Trim();

    /// <summary>The title in another language of the site; null in the site's own, and where the room brings none.</summary>
    public string? TitleIn(string language) => Titles.GetValueOrDefault(language);

    /// <inheritdoc />
    public static CorrectionField Unknown(string name) => new(name);

    /// <inheritdoc />
    public bool Equals(CorrectionField? other) => base.Equals(other);

    /// <inheritdoc />
    public override int GetHashCode() => base.GetHashCode();
}

/// <summary>Letters from before there were words name it by number.</summary>
internal sealed class CorrectionFieldJson() : WordJson<CorrectionField>("Name", "Company", "Address", "Other");
