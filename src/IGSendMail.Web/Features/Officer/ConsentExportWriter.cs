using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using IGSendMail.Privacy.Consent;
using IGSendMail.Web.Features.Consent;
using IGSendMail.Web.Features.Shared;

namespace IGSendMail.Web.Features.Officer;

/// <summary>Writes the ledger record by record, as the database hands it out.</summary>
public sealed class ConsentExportWriter(ReceiptJson json)
{
    private static readonly string[] Columns =
    [
        "record", "consent", "time", "recorded", "valid_until", "event", "analytics", "preference", "global_privacy_control",
        "signed_in", "policy_version", "text_sha256", "language", "interface_version", "receipt_sha256",
    ];

    /// <summary>One line a record, with a head line (RFC 4180). No value can hold a quote, a comma or a formula.</summary>
    public async Task WriteCsvAsync(IAsyncEnumerable<ExportedConsent> records, Stream to, CancellationToken cancellation)
    {
        await using var writer = Writer(to);
        await writer.WriteAsync(string.Join(',', Columns).AsMemory(), cancellation);
        await writer.WriteAsync("\r\n".AsMemory(), cancellation);
        await foreach (var exported in records.WithCancellation(cancellation))
        {
            await writer.WriteAsync(string.Join(',', Values(exported)).AsMemory(), cancellation);
            await writer.WriteAsync("\r\n".AsMemory(), cancellation);
        }
    }

    /// <summary>One JSON object a line: first every text, then the records, in the shape of a receipt.</summary>
    public async Task WriteJsonLinesAsync(
        IAsyncEnumerable<ConsentText> texts, IAsyncEnumerable<ExportedConsent> records, Stream to, CancellationToken cancellation)
    {
        await using var writer = Writer(to);
        await foreach (var text in texts.WithCancellation(cancellation))
        {
            var notice = ReceiptJson.Notice(text.Hash, text.Locale, text.InterfaceVersion)!;
            notice["@type"] = "dpv:Notice";
            notice["words"] = text.Content;
            notice["is_as_shown"] = text.Replay() is not null;
            await WriteLineAsync(writer, notice, cancellation);
        }

        await foreach (var (record, locale, interfaceVersion) in records.WithCancellation(cancellation))
        {
            await WriteLineAsync(writer, json.Record(record, ReceiptJson.Notice(record.TextHash, locale, interfaceVersion)), cancellation);
        }
    }

    private static StreamWriter Writer(Stream to) => new(to, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), leaveOpen: true);

    private static Task WriteLineAsync(StreamWriter writer, JsonObject value, CancellationToken cancellation) =>
        writer.WriteAsync((value.ToJsonString(JsonSerializerOptions.Web) + "\n").AsMemory(), cancellation);

    private static string?[] Values(ExportedConsent exported)
    {
        var record = exported.Record;
        return
        [
            record.Id.ToString("N"), record.ChainId.ToString("N"), record.At.Iso(), record.RecordedAt.Iso(), record.ValidUntil.Iso(),
            record.Kind.ToString(), Word(record.Analytics), Word(record.Preference), Word(record.Signal),
            Word(record.AccountId is not null), record.PolicyVersion, record.TextHash, exported.Locale, exported.InterfaceVersion,
            record.ReceiptHash,
        ];
    }

    private static string Word(bool value) => value ? "yes" : "no";
}
