using System.Globalization;

namespace IGSendMail.Privacy.Letters;

/// <summary>Days and moments as letters in the site's own language write them.</summary>
public static class LetterMoments
{
    /// <summary>A day, such as "3 May 2027".</summary>
    public static string Words(this DateOnly day) => day.ToString("d MMMM yyyy", CultureInfo.InvariantCulture);
}
