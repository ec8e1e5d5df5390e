using System.Buffers.Binary;
using IGSendMail.Testing;
using IGSendMail.Web.Tests.Requests;

namespace IGSendMail.Web.Tests.Identity;

/// <summary>What a password costs who guesses it. Other tests hash faster; this one does not.</summary>
public sealed class PasswordWorkTests
{
    [Fact]
    public async Task A_password_is_hashed_with_HMAC_SHA512_210_000_times()
    {
        await using var site = new TestSite { HashesSlowly = true };

        var user = await site.RegisterAsync("ada@example.com");

        // The format of ASP.NET Core Identity: a mark, then function, rounds and length of the salt as four bytes each.
        var stored = Convert.FromBase64String(user.PasswordHash!);
        Assert.Equal(1, stored[0]);
        Assert.Equal(2u, BinaryPrimitives.ReadUInt32BigEndian(stored.AsSpan(1)));
        Assert.Equal(210_000u, BinaryPrimitives.ReadUInt32BigEndian(stored.AsSpan(5)));
    }
}
