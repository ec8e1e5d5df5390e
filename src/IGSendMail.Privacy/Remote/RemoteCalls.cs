using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace IGSendMail.Privacy.Remote;

/// <summary>
/// Signed calls to one remote store. Nothing of what is asked or answered is logged; a redirect is never followed, because
/// the question would go to somebody whom the operator did not name.
/// </summary>
internal sealed class RemoteCalls(RemoteStoreOptions options, HttpClient http, TimeProvider time)
{
    /// <summary>Unix seconds at which a question was signed.</summary>
    public const string TimestampHeader = "IGSendMail-Timestamp";

    /// <summary><c>v1=</c> and the HMAC-SHA256 in hex over timestamp, full stop and body.</summary>
    public const string SignatureHeader = "IGSendMail-Signature";

    /// <summary>Names an effect: a store that gets it again answers as before and does nothing.</summary>
    public const string IdempotencyHeader = "Idempotency-Key";

    /// <summary>No answer may be larger, in bytes.</summary>
    public const int MostBytes = 4 * 1024 * 1024;

    private static readonly TimeSpan Rest = TimeSpan.FromSeconds(10);

    private long _restsUntil;

    /// <summary>Asks and reads the answer.</summary>
    /// <exception cref="StoreException">There was no answer that can be relied on.</exception>
    public async Task<T> AskAsync<T>(
        RemoteQuestion question, string? idempotencyKey, TimeSpan patience, Func<T, bool> isSound, CancellationToken cancellation)
    {
        var rests = new DateTimeOffset(Interlocked.Read(ref _restsUntil), TimeSpan.Zero);
        if (time.GetUtcNow() < rests)
        {
            throw new StoreRestingException(options.Key, rests);
        }

        // The network has a clock of its own: a site that shows next month still waits real seconds.
        using var late = new CancellationTokenSource(patience, TimeProvider.System);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(late.Token, cancellation);
        try
        {
            var body = await SendAsync(question, idempotencyKey, either.Token);
            var answer = JsonSerializer.Deserialize<T>(body, RemoteJson.Options);
            return answer is not null && isSound(answer)
                ? answer
                : throw new StoreAnswerException(options.Key, "answered figures that cannot be");
        }
        catch (JsonException malformed)
        {
            throw LeftInPeace(new StoreAnswerException(options.Key, "answered what is not in the form agreed on", malformed));
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw LeftInPeace(new StoreTimedOutException(options.Key));
        }
        catch (Exception broken) when (broken is HttpRequestException or IOException)
        {
            throw LeftInPeace(new StoreUnreachableException(options.Key, broken));
        }
        catch (StoreException failure)
        {
            throw LeftInPeace(failure);
        }
    }

    private StoreException LeftInPeace(StoreException failure)
    {
        Interlocked.Exchange(ref _restsUntil, (time.GetUtcNow() + Rest).UtcTicks);
        return failure;
    }

    private async Task<byte[]> SendAsync(RemoteQuestion question, string? idempotencyKey, CancellationToken cancellation)
    {
        var body = JsonSerializer.SerializeToUtf8Bytes(question, RemoteJson.Options);
        var timestamp = time.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri($"{options.Url.AbsoluteUri.TrimEnd('/')}/{question.Operation}"))
        {
            Content = new ByteArrayContent(body) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } },
        };
        request.Headers.Add(TimestampHeader, timestamp);
        request.Headers.Add(SignatureHeader, Sign(options.Secret, timestamp, body));
        if (idempotencyKey is not null)
        {
            request.Headers.Add(IdempotencyHeader, idempotencyKey);
        }

        using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellation);
        if (response.StatusCode is HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable)
        {
            throw new StoreBusyException(options.Key, RetryAfter(response.Headers.RetryAfter));
        }

        return response.StatusCode == HttpStatusCode.OK
            ? await ReadAsync(response.Content, cancellation)
            : throw new StoreAnswerException(options.Key, string.Create(CultureInfo.InvariantCulture, $"answered with status {(int)response.StatusCode}"));
    }

    /// <summary>The signature of a question.</summary>
    public static string Sign(string secret, string timestamp, ReadOnlySpan<byte> body)
    {
        byte[] signed = [.. Encoding.ASCII.GetBytes(timestamp + "."), .. body];
        return "v1=" + Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secret), signed));
    }

    private TimeSpan? RetryAfter(RetryConditionHeaderValue? header)
    {
        var wait = header?.Delta ?? (header?.Date is { } date ? date - time.GetUtcNow() : null);
        return wait > TimeSpan.Zero ? wait : null;
    }

    private async Task<byte[]> ReadAsync(HttpContent content, CancellationToken cancellation)
    {
        await using var stream = await content.ReadAsStreamAsync(cancellation);
        using var read = new MemoryStream();
        var buffer = new byte[16 * 1024];
        while (await stream.ReadAsync(buffer, cancellation) is > 0 and var bytes)
        {
            if (read.Length + bytes > MostBytes)
            {
                throw new StoreAnswerException(options.Key, "answered more than 4 MB at once");
            }

            read.Write(buffer, 0, bytes);
        }

        return read.ToArray();
    }
}
