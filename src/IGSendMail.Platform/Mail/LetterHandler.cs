using IGSendMail.Privacy.Letters;
using IGSendMail.Privacy.Settings;
using IGSendMail.Storage;

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
