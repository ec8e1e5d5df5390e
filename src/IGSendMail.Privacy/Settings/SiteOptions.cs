namespace IGSendMail.Privacy.Settings;

/// <summary>What the whole site agrees on (section <c>Site</c>).</summary>
public sealed class SiteOptions
{
    /// <summary>What the site is called (<c>Site:Name</c>).</summary>
    public string Name { get; set; } = "";

    /// <summary>The company that answers for the policy, as its last clause names it (<c>Site:Company</c>).</summary>
    public string Company { get; set; } = "";

    /// <summary>The country of that company (<c>Site:Country</c>).</summary>
    public string Country { get; set; } = "";

    /// <summary>Where questions about privacy are written to (<c>Site:PrivacyAddress</c>).</summary>
    public string PrivacyAddress { get; set; } = "";

    /// <summary>Where people reach the site; links in letters start with it (<c>Site:PublicUrl</c>).</summary>
    public Uri PublicUrl { get; set; } = new("http://localhost:5080");

    /// <summary>Time zone in which calendar days of deadlines are counted (<c>Site:TimeZone</c>, an IANA name).</summary>
    public string TimeZone { get; set; } = "America/New_York";

    /// <summary>The time zone itself.</summary>
    /// <exception cref="TimeZoneNotFoundException">The name is unknown on this machine.</exception>
    public TimeZoneInfo Zone => TimeZoneInfo.FindSystemTimeZoneById(TimeZone);

    /// <summary>The place after which it is called, such as "New York", as it stands behind a time of day.</summary>
    public string ZoneName => TimeZone[(TimeZone.LastIndexOf('/') + 1)..].Replace('_', ' ');

    /// <summary>Name of a file that people save: it begins with the name of the site, in small letters, digits and hyphens.</summary>
    public string FileName(string rest) =>
        string.Concat(Name.ToLowerInvariant().Select(c => char.IsAsciiLetterOrDigit(c) ? c : '-')) + "-" + rest;

    /// <summary>An absolute link to a path of the site.</summary>
    public Uri Link(string path) => new(PublicUrl, path);
}

/// <summary>Where the program writes (section <c>Data</c>).</summary>
public sealed class DataOptions
{
    /// <summary>Stable name of the folder of uploads; its sealed files are bound to it.</summary>
    public const string ImportsName = "imports";

    /// <summary>Stable name of the folder of export packages; its sealed files are bound to it.</summary>
    public const string ExportsName = "exports";

    /// <summary>Everything but the vault lies beneath it (<c>Data:Folder</c>), always as a full path.</summary>
    public required string Folder { get; set; }

    /// <summary>Pickup letters, one folder an owner.</summary>
    public string Mail => Path.Combine(Folder, "mail");

    /// <summary>Export packages, one folder an owner.</summary>
    public string Exports => Path.Combine(Folder, ExportsName);

    /// <summary>Uploaded lists, one folder an account.</summary>
    public string Imports => Path.Combine(Folder, ImportsName);

    /// <summary>The wrapped keys that protect cookies and forms; shared by all replicas.</summary>
    public string Keys => Path.Combine(Folder, "keys");

    /// <summary>Refusals that wait for the ledger, a sealed file each.</summary>
    public string ConsentSpool => Path.Combine(Folder, "consent-spool");

    /// <summary>Log files.</summary>
    public string Logs => Path.Combine(Folder, "logs");
}
