using System.Net;
using IGSendMail.Platform.Accounts;

namespace IGSendMail.Platform.Tests.Accounts;

/// <summary>A sender is its network: 24 bits of IPv4, 56 of IPv6.</summary>
public sealed class NetworkPrefixTests
{
    [Theory]
    [InlineData("192.0.2.1", "192.0.2.254", true)]
    [InlineData("192.0.2.1", "192.0.3.1", false)]
    [InlineData("192.0.2.1", "::ffff:192.0.2.77", true)]
    [InlineData("2001:db8:1:200::1", "2001:db8:1:2ff:ffff::9", true)]
    [InlineData("2001:db8:1:200::1", "2001:db8:1:300::1", false)]
    [InlineData("127.0.0.1", "::1", false)]
    public void Two_addresses_are_one_sender_or_two(string one, string other, bool same) =>
        Assert.Equal(same, NetworkPrefix.Of(IPAddress.Parse(one)) == NetworkPrefix.Of(IPAddress.Parse(other)));

    [Fact]
    public void Whoever_has_no_address_is_one_sender() => Assert.Equal("unknown", NetworkPrefix.Of(null));
}
