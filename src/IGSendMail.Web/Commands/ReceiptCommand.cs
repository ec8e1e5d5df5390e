using System.CommandLine;
using System.Text;
using IGSendMail.Privacy.Erasure;

namespace IGSendMail.Web.Commands;

/// <summary><c>receipt check FILE</c></summary>
internal static class ReceiptCommand
{
    private const int MostKeyBytes = 1024 * 1024;

    public static Command Build()
    {
        var file = new Argument<FileInfo>("FILE") { Description = "The signed receipt as it was downloaded or sent." };
        var keys = new Option<FileInfo?>("--keys")
        {
            Description = "The public keys as /privacy/receipts/check offers them. Without it the vault is asked; with it nothing is needed but the two files.",
        };
        var check = new Command("check", "Says whether we signed an erasure receipt and nothing in it was changed.") { file, keys };
        check.SetAction((parsed, cancellation) => parsed.GetValue(keys) is { } given
            ? CheckAsync(parsed.GetRequiredValue(file), given, Console.Out, Console.Error, cancellation)
            : CommandHost.RunAsync(
                async (services, token) => await CheckAsync(
                    parsed.GetRequiredValue(file), await services.GetRequiredService<ReceiptSigner>().KeysAsync(token),
                    Console.Out, Console.Error, token),
                cancellation, VerbNeeds.Database));
        return new Command("receipt", "Receipts of deletions.") { check };
    }

    /// <summary>Checks with a file of keys.</summary>
    internal static async Task<int> CheckAsync(
        FileInfo file, FileInfo keys, TextWriter output, TextWriter errors, CancellationToken cancellation)
    {
        if (await ReadAsync(keys, MostKeyBytes, errors, cancellation) is not { } bytes)
        {
            return 2;
        }

        try
        {
            return await CheckAsync(file, ReceiptKeyFile.Read(Encoding.UTF8.GetString(bytes)), output, errors, cancellation);
        }
        catch (ReceiptKeysException wrong)
        {
            await errors.WriteLineAsync($"--keys {keys.FullName}: {wrong.Message}");
            return 2;
        }
    }

    /// <summary>Checks with keys at hand: 0 genuine, 1 anything else, 2 there is no such file.</summary>
    internal static async Task<int> CheckAsync(
        FileInfo file, IReadOnlyList<ReceiptKey> keys, TextWriter output, TextWriter errors, CancellationToken cancellation)
    {
        if (await ReadAsync(file, SignedReceipt.MostBytes, errors, cancellation) is not { } bytes)
        {
            return 2;
        }

        var verdict = ReceiptCheck.Check(bytes, keys);
        await output.WriteLineAsync(verdict is { Receipt: { } receipt }
            ? FormattableString.Invariant($"GENUINE: receipt {receipt.Number}, issued by {receipt.Issuer} on {receipt.IssuedAt:u}. {verdict.Detail}")
            : $"{Word(verdict.Finding)}: {verdict.Detail}");
        return verdict.Finding == ReceiptFinding.Genuine ? 0 : 1;
    }

    private static string Word(ReceiptFinding finding) => finding switch
    {
        ReceiptFinding.Changed => "CHANGED",
        ReceiptFinding.NotOurs => "NOT OURS",
        ReceiptFinding.NotSigned => "UNSIGNED",
        ReceiptFinding.Unreadable => "UNREADABLE",
        _ => throw new ArgumentOutOfRangeException(nameof(finding), finding, "This finding has no word."),
    };

    /// <summary>At most one byte more than allowed, so that the check can say that it is too large.</summary>
    private static async Task<byte[]?> ReadAsync(FileInfo file, int most, TextWriter errors, CancellationToken cancellation)
    {
        try
        {
            await using var stream = file.OpenRead();
            var bytes = new byte[most + 1];
            var length = await stream.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, cancellation);
            return bytes[..length];
        }
        catch (Exception missing) when (missing is IOException or UnauthorizedAccessException)
        {
            await errors.WriteLineAsync($"The file {file.FullName} cannot be read: {missing.Message}");
            return null;
        }
    }
}
