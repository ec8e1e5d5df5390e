using System.Security.Cryptography;
using OtpNet;

namespace IGSendMail.Platform.Accounts;

/// <summary>
/// The codes that an app makes from a shared secret and the time (RFC 6238: SHA-1, six digits, half a minute). ASP.NET Core Identity
/// checks them too, but by the machine's clock and without saying which step a code belongs to, so that one would work again and again.
/// </summary>
public static class OneTimeCode
{
    /// <summary>Digits of a code.</summary>
    public const int Digits = 6;

    private const int StepSeconds = 30, SecretLength = 20;

    /// <summary>A clock may be so many steps off, either way (RFC 6238, 5.2).</summary>
    private const int Tolerance = 1;

    /// <summary>A fresh secret, as long as the hash (RFC 4226, 4).</summary>
    public static byte[] NewSecret() => RandomNumberGenerator.GetBytes(SecretLength);

    /// <summary>The step that a moment belongs to.</summary>
    public static long StepAt(DateTimeOffset at) => at.ToUnixTimeSeconds() / StepSeconds;

    /// <summary>The code of a step.</summary>
    public static string Of(byte[] secret, long step) => new Totp(secret, StepSeconds, totpSize: Digits)
        .ComputeTotp(DateTimeOffset.FromUnixTimeSeconds(step * StepSeconds).UtcDateTime);

    /// <summary>
    /// The step of the typed code, or null if it is none of now: wrong, too old, too early, or not after <paramref name="lastStep"/>.
    /// Spaces in it do not count.
    /// </summary>
    public static long? StepOf(byte[] secret, string? typed, DateTimeOffset now, long lastStep)
    {
        if (Clean(typed) is not { } code)
        {
            return null;
        }

        long? found = null;
        for (var step = StepAt(now) - Tolerance; step <= StepAt(now) + Tolerance; step++)
        {
            // All are compared, in the same time each.
            if (CryptographicOperations.FixedTimeEquals(System.Text.Encoding.ASCII.GetBytes(Of(secret, step)), System.Text.Encoding.ASCII.GetBytes(code)) && step > lastStep)
            {
                found ??= step;
            }
        }

        return found;
    }

    /// <summary>The six digits of a text, or null if it is no code.</summary>
    public static string? Clean(string? typed)
    {
        var text = string.Concat((typed ?? "").Where(c => !char.IsWhiteSpace(c)));
        return text.Length == Digits && text.All(char.IsAsciiDigit) ? text : null;
    }

    /// <summary>The secret as people type it into an app: groups of four letters and digits.</summary>
    public static string InGroups(byte[] secret) => string.Join(' ', Base32Encoding.ToString(secret).TrimEnd('=').Chunk(4).Select(g => new string(g)));

    /// <summary>The address that a QR code carries into an app.</summary>
    /// <param name="secret">The secret.</param>
    /// <param name="site">Name of the site, as the app shows it.</param>
    /// <param name="address">Whose account it is.</param>
    public static string Link(byte[] secret, string site, string address) =>
        $"otpauth://totp/{Uri.EscapeDataString(site)}:{Uri.EscapeDataString(address)}"
        + $"?secret={Base32Encoding.ToString(secret).TrimEnd('=')}&issuer={Uri.EscapeDataString(site)}";
}

/// <summary>Codes on paper, for whoever has lost the app. Each works once: 16 letters and digits, 80 random bits, so a plain hash keeps them.</summary>
public static class RecoveryCode
{
    /// <summary>So many are made.</summary>
    public const int Count = 10;

    private const int Length = 16;

    /// <summary>Fresh ones, as people keep them.</summary>
    public static IReadOnlyList<string> NewSet() =>
    [
        .. Enumerable.Range(0, Count).Select(_ => string.Join('-', Base32Encoding.ToString(RandomNumberGenerator.GetBytes(10)).Chunk(4).Select(g => new string(g)))),
    ];

    /// <summary>What is kept of one, or null if the text is none. Case, spaces and hyphens do not count.</summary>
    public static string? HashOf(string? typed)
    {
        var text = string.Concat((typed ?? "").Where(char.IsAsciiLetterOrDigit)).ToUpperInvariant();
        return text.Length == Length ? Convert.ToHexString(SHA256.HashData(System.Text.Encoding.ASCII.GetBytes(text))) : null;
    }
}
