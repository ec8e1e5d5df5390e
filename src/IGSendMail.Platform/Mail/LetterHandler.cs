using IGSendMail.Privacy.Letters;
using IGSendMail.Privacy.PersonalData;
using IGSendMail.Privacy.Settings;
using IGSendMail.Storage;
using MimeKit;

namespace IGSendMail.Platform.Mail;

/// <summary>Takes letters out of the outbox, writes them and hands them to the pickup folder or the mail server.</summary>
internal sealed class LetterHandler(
    Sealer sealer, LetterTemplates templates, MailOptions options, SmtpTimeouts timeouts, SiteOptions site, DataOptions data)
    : IOutboxHandler
{
    public string Kind => LetterBox.Kind;

    public bool MayBeGivenUp => true;

    public async Task DeliverAsync(OutboxMessage message, CancellationToken cancellation)
    {
        var letter = templates.Open(await sealer.OpenAsync<SealedLetter>(message, message.Payload, cancellation));
        using var mail = LetterMessage.Make(message, letter, templates.Render(letter), options, site);
        await (options.Smtp is { } server
            ? SmtpDelivery.SendAsync(server, timeouts, mail, cancellation)
            : PickupFolder.PutAsync(data.Mail, message, mail, cancellation));
    }
}

/// <summary>
/// Writes letters as .eml files, each whole or not at all. The name follows from the outbox key, so a repeat after a
/// crash replaces the same file.
/// </summary>
internal static class PickupFolder
{
    public static async Task PutAsync(
        string root, OutboxMessage source, MimeMessage mail, CancellationToken cancellation)
    {
        var file = OwnerFolder.File(root, source.OwnerId, source.CreatedAt, LetterMessage.NameOf(source) + ".eml");
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);

        // A half-written file of a killed process is replaced by the next attempt and lies in its owner's folder till then.
        var unfinished = file + ".tmp";
        await using (var stream = new FileStream(unfinished, FileMode.Create, FileAccess.Write, FileShare.None))
        {
            await mail.WriteToAsync(stream, cancellation);
            stream.Flush(flushToDisk: true);
        }

        File.Move(unfinished, file, overwrite: true);
    }
}
