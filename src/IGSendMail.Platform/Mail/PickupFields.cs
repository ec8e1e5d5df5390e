using System.Text.Json.Nodes;
using IGSendMail.Privacy.Letters;
using IGSendMail.Privacy.PersonalData;
using MimeKit;

namespace IGSendMail.Platform.Mail;

/// <summary>An e-mail in the pickup folder, as it reads: when, to whom, subject and text.</summary>
internal static class PickupFields
{
    /// <summary>The fields of a file; null for one that is not finished or was fetched meanwhile.</summary>
    public static async Task<SaidFields?> OfAsync(string file, CancellationToken cancellation)
    {
        if (!file.EndsWith(".eml", StringComparison.Ordinal))
        {
            return null;
        }

        try
        {
            using var mail = await MimeMessage.LoadAsync(file, cancellation);
            var written = mail.TextBody ?? "";
            var text = LetterSecrets.LeftOutOf(written);
            return new SaidFields(new JsonObject
            {
                ["Written on"] = mail.Date.ToString("O"),
                ["To whom"] = string.Join(", ", mail.To.Mailboxes.Select(m => m.Address)),
                ["Subject"] = mail.Subject,
                ["Text"] = text,
            })
            {
                Withheld = LetterSecrets.Named(written, text),
            };
        }
        catch (Exception gone) when (gone is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }
    }
}
