using System.Security.Cryptography;
using System.Text;
using IGSendMail.Privacy.Letters;
using IGSendMail.Privacy.Settings;
using IGSendMail.Storage;
using MimeKit;

namespace IGSendMail.Platform.Mail;

/// <summary>
/// Makes the e-mail of a letter. Everything in it follows from the outbox message, so that a repeat after a crash is
/// the same e-mail with the same Message-ID.
/// </summary>
internal static class LetterMessage
{
    /// <summary>What names a message outside: a hash of its outbox key, 32 hexadecimal digits.</summary>
    public static string NameOf(OutboxMessage message) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(message.Key)).AsSpan(0, 16));

    /// <exception cref="DeliveryFailedException">The address is none.</exception>
    public static MimeMessage Make(
        OutboxMessage source, Letter letter, RenderedLetter words, MailOptions options, SiteOptions site)
    {
        var name = NameOf(source);
        var message = new MimeMessage
        {
            Subject = words.Subject,
            Date = source.CreatedAt,
            MessageId = $"{name}@{site.PublicUrl.IdnHost}",
        };
        var us = new MailboxAddress(site.Name, site.PrivacyAddress);
        message.From.Add(options.From ?? us);
        message.ReplyTo.Add(us);
        message.To.Add(Recipient(letter));

        // RFC 3834: answering machines keep quiet.
        message.Headers.Add(HeaderId.AutoSubmitted, "auto-generated");
        var written = new MultipartAlternative { Part("plain", words.Text), Part("html", words.Html) };
        written.Boundary = "=-" + name;
        message.Body = words.File is { } file
            ? new Multipart("mixed") { written, Attached(file) }.Within("=-file-" + name)
            : written;
        return message;
    }

    private static Multipart Within(this Multipart parts, string boundary)
    {
        parts.Boundary = boundary;
        return parts;
    }

    /// <summary>Base64 keeps every byte: a signed file must arrive as it left.</summary>
    private static MimePart Attached(LetterFile file) => new("application", "json")
    {
        Content = new MimeContent(new MemoryStream(Encoding.UTF8.GetBytes(file.Json))),
        ContentDisposition = new ContentDisposition(ContentDisposition.Attachment),
        ContentTransferEncoding = ContentEncoding.Base64,
        FileName = file.Name,
    };

    /// <summary>
    /// The text must be one address: a list, a comment or a line break hidden in it never adds a recipient or a header.
    /// </summary>
    private static MailboxAddress Recipient(Letter letter)
    {
        var address = EmailAddress.Find(letter.ToAddress) ?? throw new DeliveryFailedException(MailRefusal.NoAddress, DeliveryHope.Never);
        var name = LetterForm.OneLine(letter.ToName ?? "");
        return new MailboxAddress(Encoding.UTF8, name.Length > 0 ? name : null, address.Mailable);
    }

    private static TextPart Part(string kind, string text) =>
        new(kind) { Text = text, ContentTransferEncoding = ContentEncoding.QuotedPrintable };
}
