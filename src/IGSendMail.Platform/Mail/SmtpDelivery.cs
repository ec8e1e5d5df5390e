using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;

namespace IGSendMail.Platform.Mail;

/// <summary>Hands an e-mail to the mail server. The server's certificate is checked as the system does; there is no way around it.</summary>
internal static class SmtpDelivery
{
    private const int TimeoutMilliseconds = 30_000;

    public static async Task SendAsync(SmtpOptions server, MimeMessage mail, CancellationToken cancellation)
    {
        using var client = new SmtpClient { Timeout = TimeoutMilliseconds };
        await client.ConnectAsync(server.Host, server.Port, Protection(server.Security), cancellation);
        if (server is { User: { } user, Password: { } password })
        {
            await client.AuthenticateAsync(user, password, cancellation);
        }

        await client.SendAsync(mail, cancellation);

        // The server has the letter. A failed farewell must not make us send it again.
        try
        {
            await client.DisconnectAsync(quit: true, CancellationToken.None);
        }
        catch (Exception farewell) when (farewell is IOException or MailKit.ProtocolException or System.Net.Sockets.SocketException)
        {
            return;
        }
    }

    private static SecureSocketOptions Protection(SmtpSecurity security) => security switch
    {
        SmtpSecurity.StartTls => SecureSocketOptions.StartTls,
        SmtpSecurity.Tls => SecureSocketOptions.SslOnConnect,
        SmtpSecurity.None => SecureSocketOptions.None,
        _ => throw new ArgumentOutOfRangeException(nameof(security), security, "is no kind of protection"),
    };
}
