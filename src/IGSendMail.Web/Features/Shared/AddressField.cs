using System.Globalization;
using IGSendMail.Storage;

namespace IGSendMail.Web.Features.Shared;

/// <summary>What a form says about an e-mail address; whether it is one is decided where text becomes an address.</summary>
internal static class AddressField
{
    /// <summary>What is wrong with it, in a language of the site; null if one can write to it.</summary>
    public static string? Problem(string? text, string language = SiteLanguages.OfSite) =>
        EmailAddress.Read(text).Problem is { } problem ? problem.In(CultureInfo.GetCultureInfo(language)) : null;
}
