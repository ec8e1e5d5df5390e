using System.Globalization;
using System.Text;
using System.Text.Json;
using System.Text.RegularExpressions;
using IGSendMail.Privacy.Audit;
using IGSendMail.Privacy.Letters;
using IGSendMail.Privacy.PersonalData;
using IGSendMail.Privacy.Settings;
using IGSendMail.Storage;

namespace IGSendMail.Privacy.Packages;

/// <summary>
/// Values of records as people read them: times in the site's time zone, words for the program's words. Only the readable page changes
/// them; files for programs hold what is stored.
/// </summary>
/// <param name="store">Where the records come from.</param>
/// <param name="table">Its declaration, if it is a table.</param>
/// <param name="opened">Which fields within sealed values hold words of the site.</param>
/// <param name="words">What acts are called.</param>
/// <param name="texts">The language of the page.</param>
/// <param name="site">In whose time zone times are told.</param>
internal sealed partial class PackageValues(
    StoreDescription store, IMappedTable? table, IEnumerable<IOpenedFields> opened, WordBook words, PackageTexts texts, SiteOptions site)
{
    private readonly Dictionary<string, MappedProperty> _declared =
        table?.Properties.Where(p => p.Words is not null).ToDictionary(p => p.Words!, StringComparer.Ordinal) ?? [];

    private readonly HashSet<string> _keys = [.. table?.Links.Select(l => l.KeyWords) ?? []];

    private readonly HashSet<string> _ours = [.. opened.Where(o => o.Entity == table?.Entity).SelectMany(o => o.InOurWords)];

    private readonly HashSet<string> _names = [.. table?.Links.Select(l => l.Words).OfType<string>() ?? []];

    /// <summary>True for a key that joins files: the page shows the name that stands for it.</summary>
    public bool IsKey(string column) => _keys.Contains(column);

    /// <summary>The name of a field: what people or the map call it stays, names of the program become words.</summary>
    public string Name(string column) => _declared.ContainsKey(column) || _names.Contains(column) ? texts.Said(column)
        : IsTheirs(column) ? column[(column.IndexOf('.', StringComparison.Ordinal) + 1)..]
        : string.Join(": ", column.Split('.').Select(texts.SaidName));

    /// <summary>A value as people read it.</summary>
    public string? Of(string column, string? value) => value is null || _names.Contains(column) ? value
        : _declared.TryGetValue(column, out var property) ? Declared(property, value)
        : IsTheirs(column) ? value
        : _ours.Contains(column) ? texts.Said(value)
        : Guessed(value).Replace(LetterSecrets.Link, texts.Said(LetterSecrets.Link), StringComparison.Ordinal)
            .Replace(LetterSecrets.Code, texts.Said(LetterSecrets.Code), StringComparison.Ordinal);

    /// <summary>What a customer uploaded is shown as they wrote it: further columns of their file stand within a field of the record.</summary>
    private bool IsTheirs(string column) =>
        table is not null && store.Role == ProcessingRole.Processor && column.Contains('.', StringComparison.Ordinal);

    private string Declared(MappedProperty property, string value)
    {
        var declared = table!.Entity.GetProperty(property.Property)!.PropertyType;
        var type = Nullable.GetUnderlyingType(declared) ?? declared;
        return property.Said?.GetValueOrDefault(value) is { } said ? texts.Said(said.Sentence())
            : table.Entity == typeof(AuditEntry) ? OfTrail(property.Property, value)
            : type.IsEnum || type.IsSubclassOf(typeof(Word)) ? texts.SaidName(value)
            : type == typeof(bool) || type == typeof(DateTimeOffset) || type == typeof(DateOnly) ? Guessed(value)
            : Facts(value) ?? value;
    }

    private string OfTrail(string property, string value) => property switch
    {
        nameof(AuditEntry.Act) => words.Find<AuditAct>(value) is { } act ? texts.Said(act.Title) : texts.SaidName(value),
        nameof(AuditEntry.Role) or nameof(AuditEntry.Outcome) => texts.SaidName(value),
        _ => Facts(value) ?? Guessed(value),
    };

    /// <summary>What a value is, by its form: an instant, a day, a yes or no.</summary>
    private string Guessed(string value) => value switch
    {
        "true" => texts["Yes"],
        "false" => texts["No"],
        _ when Day().IsMatch(value) && DateOnly.TryParseExact(value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) =>
            texts.Day(day),
        _ when Instant().IsMatch(value) && DateTimeOffset.TryParse(value, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var instant) =>
            texts.Moment(instant, site),
        _ => value,
    };

    /// <summary>Figures that are stored as one JSON object, as words; null if it is none.</summary>
    private string? Facts(string value)
    {
        if (!value.StartsWith('{'))
        {
            return null;
        }

        try
        {
            using var facts = JsonDocument.Parse(value);
            return string.Join("; ", facts.RootElement.EnumerateObject().Select(f => $"{texts.SaidName(f.Name)}: {Fact(f.Value.ToString())}"));
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private string Fact(string value) => value.All(char.IsAsciiLetter) ? texts.SaidName(value) : Guessed(value);

    /// <summary>A name of the program in words, such as "Opted out" for <c>OptedOut</c>.</summary>
    public static string Words(string name)
    {
        var told = new StringBuilder(name.Length + 8);
        for (var i = 0; i < name.Length; i++)
        {
            var starts = char.IsUpper(name[i]) && i > 0 && char.IsLower(name[i - 1]);
            told.Append(starts ? " " : "").Append(starts ? char.ToLowerInvariant(name[i]) : name[i]);
        }

        return told.ToString().Replace("Gdpr", "GDPR", StringComparison.Ordinal).Replace("Ccpa", "CCPA", StringComparison.Ordinal).Sentence();
    }

    [GeneratedRegex(@"^\d{4}-\d{2}-\d{2}$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Day();

    [GeneratedRegex(@"^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(?:\.\d+)?(?:Z|[+-]\d{2}:\d{2})$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Instant();
}
