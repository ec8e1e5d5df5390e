using System.Globalization;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace IGSendMail.Privacy.Policy;

/// <summary>
/// A YAML mapping read strictly: every key is known, none is missing, and whatever is wrong is reported with file and
/// line. (Deserialising into a class would lose the lines.)
/// </summary>
internal sealed class StrictYaml
{
    private readonly string _file;
    private readonly int _firstLine;
    private readonly YamlMappingNode _node;

    private StrictYaml(string file, int firstLine, YamlMappingNode node, string[] keys)
    {
        (_file, _firstLine, _node) = (file, firstLine, node);
        foreach (var key in node.Children.Keys)
        {
            if (key is not YamlScalarNode { Value: { } name } || !keys.Contains(name, StringComparer.Ordinal))
            {
                throw Wrong(key, $"the key \"{key}\" is unknown", $"The keys here are: {string.Join(", ", keys)}");
            }
        }

        foreach (var missing in keys.Where(k => !node.Children.ContainsKey(new YamlScalarNode(k))))
        {
            throw Wrong(node, $"the key \"{missing}\" is missing", $"Add a line \"{missing}: …\"");
        }
    }

    /// <summary>Reads a text whose first line is line <paramref name="firstLine"/> of the file.</summary>
    public static StrictYaml Parse(string file, int firstLine, string yaml, params string[] keys)
    {
        var stream = new YamlStream();
        try
        {
            stream.Load(new StringReader(yaml));
        }
        catch (YamlException wrong)
        {
            throw new PolicyFileException(
                file, firstLine + (int)wrong.Start.Line - 1, "this is no valid YAML: " + wrong.Message.TrimEnd('.'),
                "Write every entry as \"key: value\", once", wrong);
        }

        return stream.Documents is [{ RootNode: YamlMappingNode root }]
            ? new StrictYaml(file, firstLine, root, keys)
            : throw new PolicyFileException(file, firstLine, "no entries are here", "Write entries as \"key: value\"");
    }

    /// <summary>A text that is not empty.</summary>
    public string Text(string key) => _node.Children[new YamlScalarNode(key)] is YamlScalarNode { Value: { } value }
        && !string.IsNullOrWhiteSpace(value)
        ? value.Trim()
        : throw Wrong(key, "has no value", "Write a text after the colon");

    /// <summary>A calendar day.</summary>
    public DateOnly Day(string key) =>
        DateOnly.TryParseExact(Text(key), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? day
            : throw Wrong(key, $"is \"{Text(key)}\", which is no calendar day", "Write it as year-month-day, such as 2026-01-31");

    /// <summary>True or false.</summary>
    public bool Flag(string key) => Text(key) switch
    {
        "true" => true,
        "false" => false,
        var other => throw Wrong(key, $"is \"{other}\"", "Write true or false"),
    };

    /// <summary>A whole number between two limits.</summary>
    public int Number(string key, int least, int most) =>
        int.TryParse(Text(key), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most
            ? number
            : throw Wrong(key, $"is \"{Text(key)}\"", string.Create(
                CultureInfo.InvariantCulture, $"Write a whole number between {least} and {most}"));

    /// <summary>A duration in days.</summary>
    public TimeSpan Days(string key) => DayCount.TryParse(Text(key), out var days, out var problem)
        ? days
        : throw Wrong(key, $"is \"{Text(key)}\": {problem}", "Write whole days, such as P30D");

    /// <summary>A mapping below this one.</summary>
    public StrictYaml Section(string key, params string[] keys) =>
        _node.Children[new YamlScalarNode(key)] is YamlMappingNode below
            ? new StrictYaml(_file, _firstLine, below, keys)
            : throw Wrong(key, "has no entries", $"Below it write: {string.Join(", ", keys)}");

    /// <summary>A list of mappings.</summary>
    public IReadOnlyList<StrictYaml> Sections(string key, params string[] keys) =>
        [.. Items(key).Select(item => item is YamlMappingNode below
            ? new StrictYaml(_file, _firstLine, below, keys)
            : throw Wrong(item, $"an entry of \"{key}\" is no mapping", $"Write each entry with: {string.Join(", ", keys)}"))];

    /// <summary>A list of texts.</summary>
    public IReadOnlyList<string> Texts(string key) =>
        [.. Items(key).Select(item => item is YamlScalarNode { Value: { Length: > 0 } value }
            ? value
            : throw Wrong(item, $"an entry of \"{key}\" is no text", "Write one word or sentence an entry"))];

    /// <summary>An error at the line of a key.</summary>
    public PolicyFileException Wrong(string key, string problem, string remedy) =>
        Wrong(_node.Children.Keys.First(k => k is YamlScalarNode { Value: { } name } && name == key), $"\"{key}\" {problem}", remedy);

    private IEnumerable<YamlNode> Items(string key) => _node.Children[new YamlScalarNode(key)] is YamlSequenceNode { Children.Count: > 0 } items
        ? items.Children
        : throw Wrong(key, "has no list", "Write one entry a line, each beginning with \"- \"");

    private PolicyFileException Wrong(YamlNode node, string problem, string remedy) =>
        new(_file, _firstLine + (int)node.Start.Line - 1, problem, remedy);
}
