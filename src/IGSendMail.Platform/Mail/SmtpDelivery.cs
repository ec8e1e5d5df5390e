using System.Net.Sockets;
using IGSendMail.Privacy.Letters;
using IGSendMail.Storage;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;

namespace IGSendMail.Platform.Mail;

/// <summary>Hands an e-mail to the mail server. The server's certificate is checked as the system does; there is no way around it.</summary>
internal static class SmtpDelivery
{
    /// <exception cref="DeliveryFailedException">It did not leave; the exception says whether it can.</exception>
    public static async Task SendAsync(SmtpOptions server, SmtpTimeouts timeouts, MimeMessage mail, CancellationToken cancellation)
    {
        using var client = new PatientClient(timeouts);
        try
        {
            await OpenAsync(client, server, timeouts, cancellation);
        }
        catch (Exception failure) when (IsOfTheWay(failure, cancellation))
        {
            // Whatever it is, it is not about this e-mail: the next one would meet it too, and somebody has to mend it.
            throw new DeliveryFailedException(Before(failure), DeliveryHope.NothingNow, failure);
        }

        try
        {
            client.Timeout = (int)timeouts.Command.TotalMilliseconds;
            await client.SendAsync(mail, cancellation, client);
        }
        catch (SmtpCommandException refused)
        {
            throw Refused(refused);
        }
        catch (ServiceNotAuthenticatedException unknown)
        {
            // 530: the server wants us to sign in, and the settings name nobody.
            throw new DeliveryFailedException(nameof(AuthenticationException), DeliveryHope.NothingNow, unknown);
        }
        catch (NotSupportedException beyond)
        {
            throw new DeliveryFailedException(MailRefusal.AddressBeyondServer, DeliveryHope.Never, beyond);
        }
        catch (TimeoutException silent)
        {
            throw new DeliveryFailedException(nameof(TimeoutException), DeliveryHope.NothingNow, silent);
        }

        // The server has the letter. A failed farewell must not make us send it again.
        try
        {
            client.Timeout = (int)timeouts.Connection.TotalMilliseconds;
            await client.DisconnectAsync(quit: true, CancellationToken.None);
        }
        catch (Exception farewell) when (farewell is IOException or ProtocolException or SocketException or TimeoutException)
        {
            return;
        }
    }

    private static async Task OpenAsync(SmtpClient client, SmtpOptions server, SmtpTimeouts timeouts, CancellationToken cancellation)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp);
        try
        {
            using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
            patience.CancelAfter(timeouts.Connection);
            try
            {
                await socket.ConnectAsync(server.Host, server.Port, patience.Token);
            }
            catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
            {
                throw new TimeoutException();
            }

            await client.ConnectAsync(socket, server.Host, server.Port, Protection(server.Security), cancellation);
        }
        catch
        {
            socket.Dispose();
            throw;
        }

        if (server is { User: { } user, Password: { } password })
        {
            await client.AuthenticateAsync(user, password, cancellation);
        }
    }

    private static bool IsOfTheWay(Exception failure, CancellationToken cancellation) =>
        failure is not OperationCanceledException || !cancellation.IsCancellationRequested;

    private static string Before(Exception failure) => failure is SmtpCommandException refused
        ? MailRefusal.Of("CONNECT", (int)refused.StatusCode, refused.Message).ToString()
        : failure.GetType().Name;

    /// <summary>
    /// A server that closes, or that does not take our sender, means us and not this e-mail: every e-mail waits until that is
    /// mended. Everything else from 500 on would be answered the same the next time.
    /// </summary>
    private static DeliveryFailedException Refused(SmtpCommandException refused)
    {
        var refusal = MailRefusal.Of(StepOf(refused.ErrorCode), (int)refused.StatusCode, refused.Message);
        var hope = refused.StatusCode is SmtpStatusCode.ServiceNotAvailable || IsOfOurSender(refused) ? DeliveryHope.NothingNow
            : refusal.IsFinal ? DeliveryHope.Never
            : DeliveryHope.Later;
        return new DeliveryFailedException(refusal.ToString(), hope, refused);
    }

    /// <summary>False where a server tells by this answer that the e-mail is too large for it (RFC 1870).</summary>
    private static bool IsOfOurSender(SmtpCommandException refused) => refused is
    {
        ErrorCode: SmtpErrorCode.SenderNotAccepted, StatusCode: >= SmtpStatusCode.CommandUnrecognized and not SmtpStatusCode.ExceededStorageAllocation,
    };

    private static string StepOf(SmtpErrorCode code) => code switch
    {
        SmtpErrorCode.SenderNotAccepted => "MAIL",
        SmtpErrorCode.RecipientNotAccepted => "RCPT",
        SmtpErrorCode.MessageNotAccepted => "CONTENT",
        _ => "DATA",
    };

    private static SecureSocketOptions Protection(SmtpSecurity security) => security switch
    {
        SmtpSecurity.StartTls => SecureSocketOptions.StartTls,
        SmtpSecurity.Tls => SecureSocketOptions.SslOnConnect,
        SmtpSecurity.None => SecureSocketOptions.None,
        _ => throw new ArgumentOutOfRangeException(nameof(security), security, "is no kind of protection"),
    };

    /// <summary>Waits as long as the command that stands next deserves; the library knows one time-out for all of them.</summary>
    private sealed class PatientClient : SmtpClient, ITransferProgress
    {
        private readonly SmtpTimeouts _timeouts;

        public PatientClient(SmtpTimeouts timeouts)
        {
            _timeouts = timeouts;
            Wait(timeouts.Greeting);
        }

        /// <summary>Content is on its way: the next answer is the one to the final dot.</summary>
        public void Report(long bytesTransferred, long totalSize) => Wait(_timeouts.DataEnd);

        /// <inheritdoc />
        public void Report(long bytesTransferred) => Wait(_timeouts.DataEnd);

        protected override void OnRecipientAccepted(MimeMessage message, MailboxAddress mailbox, SmtpResponse response) => Wait(_timeouts.DataBegin);

        private void Wait(TimeSpan longest) => Timeout = (int)longest.TotalMilliseconds;
    }
}
