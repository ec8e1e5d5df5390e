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

    /// <summary>The setting that gives the key.</summary>
    public string? KeySetting { get; init; }

    /// <summary>Reads and checks all of them.</summary>
    /// <exception cref="InvalidSettingException">A setting is missing or wrong; the message names it.</exception>
    public static IReadOnlyList<RemoteStoreOptions> ReadAll(IConfiguration configuration)
    {
        var all = new List<RemoteStoreOptions>();
        foreach (var section in new Section(configuration, "RemoteStores").All())
        {
            var store = Read(section);
            if (all.Exists(s => s.Key.Equals(store.Key, StringComparison.OrdinalIgnoreCase)))
            {
                throw section.Wrong("Key", $"is \"{store.Key}\", which another remote store has already");
            }

            all.Add(store);
        }

        return all;
    }

    /// <summary>Never shows the secret.</summary>
    public override string ToString() => $"{Key} at {Url}";

    private static RemoteStoreOptions Read(Section section)
    {
        var key = section.Find("Key") is { } k && Keys().IsMatch(k)
            ? k
            : throw section.Wrong("Key", "is needed: a letter, then up to 39 letters, digits or hyphens, such as crm");
        var title = section.Find("Title") is { Length: <= 100 } t && !t.Any(char.IsControl)
            ? t
            : throw section.Wrong("Title", "is needed: what people read about this place, up to 100 characters");
        var category = section.OneOf<DataCategory>("Category")
            ?? throw section.Wrong("Category", $"must be one of {string.Join(", ", Enum.GetNames<DataCategory>())}");
        var secret = section.Find("Secret") is { Length: >= LeastSecret } s
            ? s
            : throw section.Wrong("Secret", $"must have {LeastSecret} characters at least, such as openssl rand -base64 32 prints");
        var seconds = section.Whole("TimeoutSeconds", 1, 60) ?? 10;
        return new RemoteStoreOptions(key, title, category, ReadUrl(section), secret, TimeSpan.FromSeconds(seconds))
        {
            KeySetting = section.NameOf("Key"),
        };
    }

    private static Uri ReadUrl(Section section)
    {
        if (!Uri.TryCreate(section.Find("Url"), UriKind.Absolute, out var url)
            || (url.Scheme != Uri.UriSchemeHttps && url.Scheme != Uri.UriSchemeHttp)
            || url.UserInfo.Length > 0 || url.Query.Length > 0 || url.Fragment.Length > 0)
        {
            throw section.Wrong("Url", "must be an https address without user, query or fragment, such as https://crm.example/privacy");
        }

        return url.Scheme == Uri.UriSchemeHttps || url.IsLoopback
            ? url
            : throw section.Wrong("Url", "must start with https: plain http is for this machine (localhost) only");
    }

    [GeneratedRegex("^[A-Za-z][A-Za-z0-9-]{0,39}$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Keys();
}
