using System.Net;
using System.Net.Sockets;

namespace IGSendMail.Platform.Accounts;

/// <summary>
/// The network that a sender counts as: 24 bits of an IPv4 address, 56 of an IPv6 one. Single addresses change by the hour, and a household or an
/// office gets at least so many of them.
/// </summary>
public static class NetworkPrefix
{
    /// <summary>The network as text, for a keyed hash and for nothing else; the same for every sender whose address is not known.</summary>
    public static string Of(IPAddress? sender)
    {
        if (sender is null)
        {
            return "unknown";
        }

        var plain = sender.IsIPv4MappedToIPv6 ? sender.MapToIPv4() : sender;
        var bytes = plain.GetAddressBytes();
        return Convert.ToHexString(bytes, 0, plain.AddressFamily == AddressFamily.InterNetwork ? 3 : 7);
    }
}
