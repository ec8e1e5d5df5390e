using System.Security.Cryptography;
using System.Text;
using IGSendMail.Platform.Accounts;
using IGSendMail.Storage;
using IGSendMail.Web.Features.Shared;

namespace IGSendMail.Web.Features.Limits;

/// <summary>
/// Who sends, as the limits count it. A network is kept in memory only, and there as a hash under a key that this process made and that ends with it.
/// </summary>
public sealed class Senders
{
    private readonly byte[] _key = RandomNumberGenerator.GetBytes(32);

    /// <summary>The person who is signed in, whom nobody else's traffic counts for; otherwise the network.</summary>
    public Guid Of(HttpContext context) => IsSignedIn(context)
        ? Hash("person " + context.User.UserId().ToString("N"))
        : Hash("network " + NetworkPrefix.Of(context.Connection.RemoteIpAddress));

    /// <summary>True if somebody is signed in.</summary>
    public static bool IsSignedIn(HttpContext context) => context.User.Identity is { IsAuthenticated: true };

    /// <summary>A sender together with whom it is aimed at: all spellings of a mailbox are one target.</summary>
    public Guid Pair(Guid sender, string target) => Hash($"{sender:N} {Canonical(target)}");

    /// <summary>The target alone.</summary>
    public Guid Target(string target) => Hash("target " + Canonical(target));

    private static string Canonical(string target) => EmailAddress.Find(target)?.Canonical ?? target.Trim().ToLowerInvariant();

    private Guid Hash(string text) => new(HMACSHA256.HashData(_key, Encoding.UTF8.GetBytes(text)).AsSpan(0, 16));
}
