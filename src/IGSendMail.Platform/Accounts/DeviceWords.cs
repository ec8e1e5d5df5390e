namespace IGSendMail.Platform.Accounts;

/// <summary>
/// Says in plain words which browser on which system a User-Agent header stands for, from a closed list: enough to know one's own devices
/// again, and nothing that tells one computer from another. The header itself is not kept.
/// </summary>
public static class DeviceWords
{
    /// <summary>Longest that comes out, in characters.</summary>
    public const int Longest = 60;

    // Most browsers name others as well, to be served like them: the more particular word stands first.
    private static readonly (string Word, string Name)[] Browsers =
    [
        ("Edg/", "Edge"), ("EdgA/", "Edge"), ("EdgiOS/", "Edge"), ("OPR/", "Opera"), ("SamsungBrowser/", "Samsung Internet"), ("Vivaldi/", "Vivaldi"),
        ("FxiOS/", "Firefox"), ("Firefox/", "Firefox"), ("CriOS/", "Chrome"), ("Chromium/", "Chromium"), ("Chrome/", "Chrome"),
        ("Safari/", "Safari"),
    ];

    private static readonly (string Word, string Name)[] Systems =
    [
        ("iPhone", "an iPhone"), ("iPad", "an iPad"), ("Android", "Android"), ("Windows", "Windows"), ("CrOS", "ChromeOS"),
        ("Macintosh", "a Mac"), ("Linux", "Linux"),
    ];

    /// <summary>Such as "Firefox on Windows".</summary>
    public static string Of(string? userAgent)
    {
        var browser = Find(Browsers, userAgent) ?? "An unknown browser";
        return Find(Systems, userAgent) is { } system ? $"{browser} on {system}" : browser;
    }

    private static string? Find((string Word, string Name)[] known, string? userAgent) => userAgent is null
        ? null
        : known.FirstOrDefault(k => userAgent.Contains(k.Word, StringComparison.Ordinal)).Name;
}
