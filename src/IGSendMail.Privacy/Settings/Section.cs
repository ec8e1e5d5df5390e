using System.Globalization;
using Microsoft.Extensions.Configuration;

namespace IGSendMail.Privacy.Settings;

/// <summary>
/// A section of the settings. The options of a section are one record whose <c>Read</c> takes them from here, key by key: what
/// is missing or wrong ends the start with a line that names the key and the remedy. A setting that is empty counts as missing.
/// </summary>
/// <param name="configuration">All settings.</param>
/// <param name="path">Where the section stands, such as <c>Mail</c> or <c>RemoteStores:0</c>.</param>
public sealed class Section(IConfiguration configuration, string path)
{
    /// <summary>The whole name of a key of this section.</summary>
    public string NameOf(string key) => $"{path}:{key}";

    /// <summary>A section within this one.</summary>
    public Section Within(string name) => new(configuration, NameOf(name));

    /// <summary>The sections within this one, such as those of a numbered list.</summary>
    public IEnumerable<Section> All() => configuration.GetSection(path).GetChildren().Select(child => new Section(configuration, child.Path));

    /// <summary>What stands at a key, without blanks around it; null if nothing does.</summary>
    public string? Find(string key) =>
        configuration[NameOf(key)] is { } given && !string.IsNullOrWhiteSpace(given) ? given.Trim() : null;

    /// <summary>One line for people to read. A blank one is a mistake: nobody means to show nothing.</summary>
    /// <exception cref="InvalidSettingException">It is blank, too long, or no line.</exception>
    public string Line(string key, string standard) => configuration[NameOf(key)] switch
    {
        null => standard,
        { Length: <= 100 } text when text.Trim().Length > 0 && !text.Any(char.IsControl) => text.Trim(),
        _ => throw Wrong(key, "must be one line of 1 to 100 characters; leave it out for the standard"),
    };

    /// <summary>A whole number within limits; null if it is missing.</summary>
    /// <exception cref="InvalidSettingException">It is something else.</exception>
    public long? Whole(string key, long least, long most) => Find(key) is not { } text ? null
        : long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var figure) && figure >= least && figure <= most
        ? figure
        : throw Wrong(key, string.Create(CultureInfo.InvariantCulture, $"must be a whole number from {least} to {most}"));

    /// <summary>One of the names of an enumeration, in capitals or not; null if it is missing.</summary>
    /// <exception cref="InvalidSettingException">It is something else.</exception>
    public T? OneOf<T>(string key) where T : struct, Enum => Find(key) is not { } text ? null
        : Enum.GetNames<T>().Contains(text, StringComparer.OrdinalIgnoreCase) ? Enum.Parse<T>(text, ignoreCase: true)
        : throw Wrong(key, $"must be one of {string.Join(", ", Enum.GetNames<T>())}");

    /// <summary>True or false.</summary>
    /// <exception cref="InvalidSettingException">It is something else.</exception>
    public bool IsOn(string key, bool standard) => Find(key) is not { } text ? standard
        : bool.TryParse(text, out var isOn) ? isOn
        : throw Wrong(key, "must be true or false");

    /// <summary>An exception that names the key.</summary>
    public InvalidSettingException Wrong(string key, string problem, Exception? cause = null) => new(NameOf(key), problem, cause);
}
