using System.Security.Cryptography;
using System.Text;
using IGSendMail.Storage;

namespace IGSendMail.Privacy.Consent;

/// <summary>
/// What a person keeps to find their consent again: 20 letters and digits, 100 random bits. The ledger holds its hash only.
/// </summary>
public sealed record ReceiptCode
{
    private const int Characters = 20, GroupSize = 4;

    // Without I, O, 0 and 1, which people take for one another.
    private const string Alphabet = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789";

    private readonly string _characters;

    private ReceiptCode(string characters) => _characters = characters;

    /// <summary>SHA-256 in hex, as the ledger keeps it.</summary>
    public string Hash => Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(_characters)));

    /// <summary>The code as somebody typed it (small letters, spaces and dashes do not matter), or null if it is none.</summary>
    public static ReceiptCode? Parse(string? typed)
    {
        // Nobody types so much: what is longer is not read at all.
        if (typed is null or { Length: > 100 })
        {
            return null;
        }

        var characters = new string([.. typed.Where(c => !char.IsWhiteSpace(c) && !IsDash(c)).Select(char.ToUpperInvariant)]);
        return characters.Length == Characters && characters.All(Alphabet.Contains) ? new(characters) : null;
    }

    /// <summary>The code in groups of four: <c>ABCD-EFGH-JKLM-NPQR-STUV</c>.</summary>
    public override string ToString() => string.Join('-', _characters.Chunk(GroupSize).Select(g => new string(g)));

    internal static ReceiptCode Of(ReadOnlySpan<byte> random)
    {
        Span<char> characters = stackalloc char[Characters];
        for (var i = 0; i < Characters; i++)
        {
            // Five bits a character.
            var (at, shift) = (i * 5 / 8, i * 5 % 8);
            var two = (random[at] << 8) | random[at + 1];
            characters[i] = Alphabet[(two >> (11 - shift)) & 31];
        }

        return new(new string(characters));
    }

    private static bool IsDash(char c) => char.GetUnicodeCategory(c) == System.Globalization.UnicodeCategory.DashPunctuation;
}

/// <summary>
/// Makes receipt codes. A code is derived from its chain under a secret of the vault: every choice of one chain has the
/// same code, and nobody who reads the database can make it.
/// </summary>
public sealed class ReceiptCodes(Vault vault)
{
    /// <summary>Fetches the secret. The site does so before its first page: a vault that goes away later costs no choice.</summary>
    public async Task ReadyAsync(CancellationToken cancellation) => await SecretAsync(cancellation);

    /// <summary>The code of a chain. Only the first call of a process reads the vault.</summary>
    public async ValueTask<ReceiptCode> OfAsync(Guid chainId, CancellationToken cancellation) =>
        ReceiptCode.Of(HMACSHA256.HashData(await SecretAsync(cancellation), chainId.ToByteArray(bigEndian: true)));

    private ValueTask<byte[]> SecretAsync(CancellationToken cancellation) => vault.SecretAsync("consent receipts", 32, cancellation);
}
