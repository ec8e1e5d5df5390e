using System.Collections.Concurrent;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using System.Text;

namespace IGSendMail.Testing;

/// <summary>What the mail server does with the next message.</summary>
public enum SmtpBehaviour
{
    /// <summary>Takes it.</summary>
    Accept,

    /// <summary>Answers 451 to the content: try again later.</summary>
    RefuseForNow,

    /// <summary>Answers 550 to the recipient: never.</summary>
    RefuseRecipient,

    /// <summary>Cuts the connection in the middle of the content.</summary>
    DropInContent,

    /// <summary>Takes the message and cuts the connection instead of saying so.</summary>
    DropAfterContent,
}

/// <summary>One message as it came over the wire.</summary>
/// <param name="From">The envelope's sender.</param>
/// <param name="To">The envelope's recipients.</param>
/// <param name="Content">Headers and body, dots unstuffed.</param>
public sealed record ReceivedMail(string From, IReadOnlyList<string> To, string Content);

/// <summary>
/// A mail server of its own on a free loopback port, just large enough to receive (RFC 5321: EHLO, MAIL, RCPT, DATA
/// with dot-stuffing, RSET, NOOP, QUIT; with a certificate STARTTLS or TLS from the first byte), with faults on demand.
/// </summary>
public sealed class SmtpReceiver : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentQueue<SmtpBehaviour> _behaviours = new();
    private readonly ConcurrentDictionary<string, ConcurrentQueue<(string? Answer, TimeSpan After)>> _answers = new(StringComparer.Ordinal);
    private readonly ConcurrentQueue<ReceivedMail> _received = new();
    private readonly X509Certificate2? _certificate;
    private readonly bool _encryptsAtOnce;
    private readonly Task _serving;
    private int _handshakes;

    /// <summary>Starts listening without encryption.</summary>
    public SmtpReceiver()
        : this(null, encryptsAtOnce: false)
    {
    }

    /// <summary>Starts listening with a certificate: TLS from the first byte, or offered as STARTTLS.</summary>
    public SmtpReceiver(X509Certificate2? certificate, bool encryptsAtOnce)
    {
        (_certificate, _encryptsAtOnce) = (certificate, encryptsAtOnce);
        _listener.Start();
        _serving = ServeAsync();
    }

    /// <summary>Where it listens.</summary>
    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>How many clients began to encrypt, whether or not they liked the certificate.</summary>
    public int Handshakes => _handshakes;

    /// <summary>What it took, in order.</summary>
    public IReadOnlyList<ReceivedMail> Received => [.. _received];

    /// <summary>
    /// Answers a command once in another way: <c>CONNECT</c>, <c>EHLO</c>, <c>MAIL</c>, <c>RCPT</c>, <c>DATA</c>, or <c>CONTENT</c> for the final dot.
    /// </summary>
    /// <param name="step">The command.</param>
    /// <param name="answer">What it says instead; null for the usual answer.</param>
    /// <param name="after">How long it thinks about it.</param>
    public void Answer(string step, string? answer, TimeSpan after = default) =>
        _answers.GetOrAdd(step, _ => new()).Enqueue((answer, after));

    /// <summary>Says what happens to the next messages, in order; after that all are taken.</summary>
    public void Next(params SmtpBehaviour[] behaviours)
    {
        foreach (var behaviour in behaviours)
        {
            _behaviours.Enqueue(behaviour);
        }
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        // The listener last: a loop that has just served somebody would find it gone.
        await _serving;
        _listener.Stop();
        _stop.Dispose();
    }

    private async Task ServeAsync()
    {
        try
        {
            while (true)
            {
                using var client = await _listener.AcceptTcpClientAsync(_stop.Token);
                try
                {
                    await using var session = new Session(client.GetStream(), this);
                    await session.RunAsync(_stop.Token);
                }
                catch (Exception gone) when (gone is IOException or AuthenticationException)
                {
                    // The client went away, or did not like the certificate: so it is with networks.
                }
            }
        }
        catch (Exception stopped) when (stopped is OperationCanceledException or SocketException && _stop.IsCancellationRequested)
        {
            return;
        }
    }

    private sealed class Session(Stream stream, SmtpReceiver server) : IAsyncDisposable
    {
        private readonly List<string> _to = [];
        private Stream _stream = stream;
        private StreamReader _reader = new(stream, Encoding.Latin1);
        private bool _isEncrypted;
        private string _from = "";
        private SmtpBehaviour _behaviour;
        private bool _saidYes;

        public ValueTask DisposeAsync() => _stream.DisposeAsync();

        public async Task RunAsync(CancellationToken stop)
        {
            if (server._encryptsAtOnce)
            {
                await EncryptAsync(stop);
            }

            await SayAsync("CONNECT", "220 localhost ready", stop);
            while (await _reader.ReadLineAsync(stop) is { } line)
            {
                var verb = line.Split(' ', ':')[0].ToUpperInvariant();
                if (verb == "DATA")
                {
                    if (!await TakeContentAsync(stop))
                    {
                        return;
                    }

                    continue;
                }

                await SayAsync(verb, Answer(verb, line), stop);
                if (verb == "STARTTLS" && MayStartTls)
                {
                    await EncryptAsync(stop);
                }

                if (verb == "QUIT")
                {
                    return;
                }
            }
        }

        private bool MayStartTls => server._certificate is not null && !_isEncrypted;

        private async Task EncryptAsync(CancellationToken stop)
        {
            Interlocked.Increment(ref server._handshakes);
            var encrypted = new SslStream(_stream);
            _stream = encrypted;
            await encrypted.AuthenticateAsServerAsync(
                new SslServerAuthenticationOptions { ServerCertificate = server._certificate }, stop);
            (_reader, _isEncrypted) = (new StreamReader(encrypted, Encoding.Latin1), true);
        }

        private string Answer(string verb, string line)
        {
            switch (verb)
            {
                case "EHLO" or "HELO":
                    return MayStartTls ? "250-localhost\r\n250-STARTTLS\r\n250 8BITMIME" : "250-localhost\r\n250 8BITMIME";
                case "STARTTLS" when MayStartTls:
                    return "220 go ahead";
                case "MAIL":
                    _behaviour = server._behaviours.TryDequeue(out var next) ? next : SmtpBehaviour.Accept;
                    _from = Address(line);
                    _to.Clear();
                    return "250 OK";
                case "RCPT" when _behaviour == SmtpBehaviour.RefuseRecipient:
                    return "550 no such person";
                case "RCPT":
                    _to.Add(Address(line));
                    return "250 OK";
                case "RSET" or "NOOP":
                    return "250 OK";
                case "QUIT":
                    return "221 bye";
                default:
                    return "500 unknown";
            }
        }

        /// <summary>False if the connection is to be cut.</summary>
        private async Task<bool> TakeContentAsync(CancellationToken stop)
        {
            await SayAsync("DATA", "354 go ahead", stop);
            if (!_saidYes)
            {
                return true;
            }

            var content = new StringBuilder();
            while (await _reader.ReadLineAsync(stop) is var line && line != ".")
            {
                // Content without its end is no message: the sender was killed in the middle of it.
                if (line is null || _behaviour == SmtpBehaviour.DropInContent)
                {
                    return false;
                }

                content.Append(line.StartsWith('.') ? line[1..] : line).Append("\r\n");
            }

            if (_behaviour == SmtpBehaviour.RefuseForNow)
            {
                await SayAsync("CONTENT", "451 try again later", stop);
                return true;
            }

            if (_behaviour == SmtpBehaviour.DropAfterContent)
            {
                server._received.Enqueue(new ReceivedMail(_from, [.. _to], content.ToString()));
                return false;
            }

            var mail = new ReceivedMail(_from, [.. _to], content.ToString());
            if (!server._answers.TryGetValue("CONTENT", out var others) || !others.TryPeek(out var other) || other.Answer is null)
            {
                // Taken before it says so: whoever does not wait for the answer sends it again.
                server._received.Enqueue(mail);
            }

            await SayAsync("CONTENT", "250 taken", stop);
            return true;
        }

        private async Task SayAsync(string step, string answer, CancellationToken stop)
        {
            if (server._answers.TryGetValue(step, out var others) && others.TryDequeue(out var other))
            {
                await Task.Delay(other.After, TimeProvider.System, stop);
                answer = other.Answer ?? answer;
            }

            _saidYes = answer[0] is '2' or '3';
            await _stream.WriteAsync(Encoding.Latin1.GetBytes(answer + "\r\n"), stop);
        }

        private static string Address(string line) => line[(line.IndexOf('<', StringComparison.Ordinal) + 1)..line.IndexOf('>', StringComparison.Ordinal)];
    }
}
