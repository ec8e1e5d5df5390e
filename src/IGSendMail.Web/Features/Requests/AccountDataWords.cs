using System.Globalization;
using System.Resources;
using IGSendMail.Privacy.Settings;
using IGSendMail.Web.Features.Shared;

namespace IGSendMail.Web.Features.Requests;

/// <summary>What the pages say on which a signed-in customer asks for a copy, a correction or a deletion.</summary>
public sealed class AccountDataWords(CultureInfo language) : LanguageWords(Texts, language)
{
    private static readonly ResourceManager Texts = new(typeof(AccountDataWords));

    /// <summary>The words in the language of the present request.</summary>
    public static AccountDataWords Now => new(CultureInfo.GetCultureInfo(SiteLanguages.Now));

    /// <summary>A number with thousands apart.</summary>
    public string Count(long number) => number.ToString("N0", Culture);

    /// <summary>What stays if all is deleted, and what would become of what is personal in it.</summary>
    public string WouldStay(long kept, long emptied, RequestPageWords records) =>
        emptied == 0 ? records.Records(kept) : Of("WouldBeEmptied", records.Records(kept), records.Records(emptied));

    /// <summary>From how many records what is personal is taken.</summary>
    public string Emptied(long records) => records == 1 ? this["EmptiedOne"] : Of("Emptied", records);
}
