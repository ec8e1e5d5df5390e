using System.Globalization;
using System.Security.Cryptography;
using IGSendMail.Platform.Accounts;
using Microsoft.AspNetCore.DataProtection;

namespace IGSendMail.Web.Features.Accounts;

/// <summary>
/// What a form carries from one step to the next, encrypted and for a while: whose password was right, the secret that an app is being set
/// up with, or what a browser with a passkey was asked. So the way between two steps needs neither a cookie nor a row.
/// </summary>
public sealed class CarriedSteps(IDataProtectionProvider protection, TimeProvider time)
{
    /// <summary>How long a step may take.</summary>
    public static readonly TimeSpan ValidFor = Passkeys.ValidFor;

    private const int Longest = 8_000;

    private readonly IDataProtector _passwords = protection.CreateProtector("sign-in-password");
    private readonly IDataProtector _secrets = protection.CreateProtector("second-factor-secret");
    private readonly IDataProtector _challenges = protection.CreateProtector("passkey-challenge");

    /// <summary>That the password of this person was right. A new password ends it.</summary>
    public string PasswordOf(User user) => Write(_passwords, user.Id, user.SecurityStamp);

    /// <summary>Whose password was right, with the stamp that was theirs then; null if the text says nothing (any more).</summary>
    public (Guid UserId, string Stamp)? ReadPassword(string? carried) => Read(_passwords, carried);

    /// <summary>The secret that the app of this person is being set up with.</summary>
    public string SecretOf(Guid userId, byte[] secret) => Write(_secrets, userId, Convert.ToHexString(secret));

    /// <summary>The secret; null if the text says nothing (any more), or is another person's.</summary>
    public byte[]? ReadSecret(Guid userId, string? carried) =>
        Read(_secrets, carried) is { } read && read.UserId == userId ? Convert.FromHexString(read.Value) : null;

    /// <summary>What the browser of this person was asked about a passkey; nobody's (an empty key) where somebody is about to sign in.</summary>
    public string ChallengeOf(Guid userId, string state) => Write(_challenges, userId, state);

    /// <summary>What it was asked; null if the text says nothing (any more), or was asked of another person.</summary>
    public string? ReadChallenge(Guid userId, string? carried) =>
        Read(_challenges, carried) is { } read && read.UserId == userId ? read.Value : null;

    private string Write(IDataProtector protector, Guid userId, string value)
    {
        var until = (time.GetUtcNow() + ValidFor).ToUnixTimeSeconds();
        return protector.Protect(string.Create(CultureInfo.InvariantCulture, $"{userId:N}.{until}.{value}"));
    }

    private (Guid UserId, string Value)? Read(IDataProtector protector, string? carried)
    {
        if (carried is not { Length: > 0 and < Longest })
        {
            return null;
        }

        try
        {
            return protector.Unprotect(carried).Split('.', 3) is [var id, var until, var value]
                && long.Parse(until, CultureInfo.InvariantCulture) > time.GetUtcNow().ToUnixTimeSeconds()
                    ? (Guid.ParseExact(id, "N"), value)
                    : null;
        }
        catch (CryptographicException)
        {
            // Forged, cut, or made with a key that is gone.
            return null;
        }
    }
}
