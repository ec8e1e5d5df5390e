using System.Globalization;
using System.Text.RegularExpressions;
using IGSendMail.Privacy.PersonalData;
using IGSendMail.Privacy.Settings;
using Microsoft.Extensions.Configuration;

namespace IGSendMail.Privacy.Remote;

/// <summary>
/// Another system of the operator that holds personal data (<c>RemoteStores:0:*</c>, <c>RemoteStores:1:*</c> …), checked
/// before anything starts.
/// </summary>
/// <param name="Key">Stable key, such as <c>crm</c>; it stands on receipts and in packages.</param>
/// <param name="Title">What it holds, for people.</param>
/// <param name="Category">The category of its records.</param>
/// <param name="Url">Where it answers; the operation's name is added as last part of the path.</param>
/// <param name="Secret">What both sides know and requests are signed with.</param>
/// <param name="TimeOut">How long one call may take.</param>
public sealed partial record RemoteStoreOptions(
    string Key, string Title, DataCategory Category, Uri Url, string Secret, TimeSpan TimeOut)
{
    /// <summary>No secret is shorter, in characters.</summary>
    public const int LeastSecret = 32;

    private const string Section = "RemoteStores";

    /// <summary>The setting that gives the key.</summary>
    public string? KeySetting { get; init; }

    /// <summary>Reads and checks all of them.</summary>
    /// <exception cref="InvalidSettingException">A setting is missing or wrong; the message names it.</exception>
    public static IReadOnlyList<RemoteStoreOptions> ReadAll(IConfiguration configuration)
    {
        var all = new List<RemoteStoreOptions>();
        foreach (var section in configuration.GetSection(Section).GetChildren())
        {
            var store = Read(section);
            if (all.Exists(s => s.Key.Equals(store.Key, StringComparison.OrdinalIgnoreCase)))
            {
                throw new InvalidSettingException($"{section.Path}:Key", $"is \"{store.Key}\", which another remote store has already");
            }

            all.Add(store);
        }

        return all;
    }

    /// <summary>Never shows the secret.</summary>
    public override string ToString() => $"{Key} at {Url}";

    private static RemoteStoreOptions Read(IConfigurationSection section)
    {
        var key = section["Key"] is { } k && Keys().IsMatch(k)
            ? k
            : throw new InvalidSettingException($"{section.Path}:Key", "is needed: a letter, then up to 39 letters, digits or hyphens, such as crm");
        var title = section["Title"] is { Length: > 0 and <= 100 } t && !t.Any(char.IsControl) && t.Trim().Length > 0
            ? t.Trim()
            : throw new InvalidSettingException($"{section.Path}:Title", "is needed: what people read about this place, up to 100 characters");
        var category = Enum.TryParse<DataCategory>(section["Category"], ignoreCase: true, out var c) && Enum.IsDefined(c)
            && !char.IsAsciiDigit(section["Category"]![0])
            ? c
            : throw new InvalidSettingException($"{section.Path}:Category", $"must be one of {string.Join(", ", Enum.GetNames<DataCategory>())}");
        var secret = section["Secret"] is { Length: >= LeastSecret } s
            ? s
            : throw new InvalidSettingException(
                $"{section.Path}:Secret", $"must have {LeastSecret} characters at least, such as openssl rand -base64 32 prints");
        return new RemoteStoreOptions(key, title, category, ReadUrl(section), secret, ReadTimeOut(section))
        {
            KeySetting = $"{section.Path}:Key",
        };
    }

    private static Uri ReadUrl(IConfigurationSection section)
    {
        var name = $"{section.Path}:Url";
        if (!Uri.TryCreate(section["Url"], UriKind.Absolute, out var url)
            || (url.Scheme != Uri.UriSchemeHttps && url.Scheme != Uri.UriSchemeHttp)
            || url.UserInfo.Length > 0 || url.Query.Length > 0 || url.Fragment.Length > 0)
        {
            throw new InvalidSettingException(name, "must be an https address without user, query or fragment, such as https://crm.example/privacy");
        }

        return url.Scheme == Uri.UriSchemeHttps || url.IsLoopback
            ? url
            : throw new InvalidSettingException(name, "must start with https: plain http is for this machine (localhost) only");
    }

    private static TimeSpan ReadTimeOut(IConfigurationSection section) => section["TimeoutSeconds"] is not { Length: > 0 } text
        ? TimeSpan.FromSeconds(10)
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) && seconds is >= 1 and <= 60
        ? TimeSpan.FromSeconds(seconds)
        : throw new InvalidSettingException($"{section.Path}:TimeoutSeconds", "must be a whole number from 1 to 60");

    [GeneratedRegex("^[A-Za-z][A-Za-z0-9-]{0,39}$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Keys();
}
