using System.Resources;
using IGSendMail.Privacy.Settings;

namespace IGSendMail.Platform.Audience;

/// <summary>What records are called that have no name of their own, in the language of the copy that names them.</summary>
internal sealed class RecordNameWords(string? language) : LanguageWords(Texts, InSite(language))
{
    private static readonly ResourceManager Texts = new(typeof(RecordNameWords));

    /// <summary>An upload: its day and time, and the list it went to, where that is still there.</summary>
    public string Upload(DateTimeOffset at, SiteOptions site, string? list) => list is null ? Moment(at, site) : Of("Upload", Moment(at, site), list);
}
