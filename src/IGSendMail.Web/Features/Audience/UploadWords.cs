using System.Globalization;
using IGSendMail.Platform.Audience;

namespace IGSendMail.Web.Features.Audience;

/// <summary>Why a file was not taken, and what to do about it.</summary>
internal static class UploadWords
{
    /// <summary>The words for a refusal.</summary>
    public static string Of(UploadRefusal why, AudienceOptions options) => why switch
    {
        UploadRefusal.TooLarge => $"File: it is larger than {Megabytes(options.MaxUploadBytes)}. Split it and upload the parts one after the other.",
        UploadRefusal.Empty => "File: it is empty. Choose a CSV file with a header row and at least one person.",
        UploadRefusal.Interrupted => "File: the upload was interrupted. Choose the file again.",
        UploadRefusal.TooManyPeople => string.Create(
            CultureInfo.InvariantCulture, $"File: your account holds {options.MaxPeople:N0} people, which is the most it may. Delete lists that you no longer need, then upload it again."),
        UploadRefusal.TooMuchWaiting =>
            $"File: {Megabytes(options.MaxWaitingBytes)} of your uploads are being read or wait for your answer, which is the most that may wait. Answer them, then upload this one again.",
        _ => "File: choose a CSV file.",
    };

    /// <summary>A size as people read it.</summary>
    public static string Megabytes(long bytes) => (bytes / 1024d / 1024d).ToString("0.# MB", CultureInfo.InvariantCulture);
}
