using System.Globalization;
using IGSendMail.Privacy;
using IGSendMail.Privacy.Requests;

namespace IGSendMail.Platform.Mail.Templates;

/// <summary>Days, moments and reasons as the letters about requests write them.</summary>
internal static class RequestWords
{
    public static string Day(DateOnly day) => day.ToString("d MMMM yyyy", CultureInfo.InvariantCulture);

    public static string Moment(DateTimeOffset instant, SiteOptions site) =>
        TimeZoneInfo.ConvertTime(instant, site.Zone).ToString("d MMMM yyyy, HH:mm", CultureInfo.InvariantCulture)
        + $" ({site.TimeZone.Replace('_', ' ')} time)";

    public static string Because(RequestReason reason) => reason switch
    {
        RequestReason.NotSignedInInTime =>
            "The address belongs to an account, and nobody signed in to it to go on. We hand out or delete an account's data only after its holder has signed in.",
        RequestReason.ErasedMeanwhile => "The data was deleted while the request was open, so there is nothing left to answer with.",
        RequestReason.IdentityNotShown =>
            "Nothing that we hold lets us make sure that you are the person it is about, and we hand out or delete data only for that person.",
        RequestReason.UnfoundedOrExcessive =>
            "It is clearly unfounded, or repeats requests that we have answered, so that the law does not ask us to act on it.",
        RequestReason.HarmsOthers => "We cannot answer it without harming the rights of other people.",
        RequestReason.NotConfirmedInTime => "It was not confirmed in time.",
        RequestReason.WithdrawnByRequester => "It was taken back.",
        _ => throw new ArgumentOutOfRangeException(nameof(reason), reason, "This reason has no words."),
    };
}
