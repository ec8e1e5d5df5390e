using IGSendMail.Privacy.Settings;

namespace IGSendMail.Web.Hosting.Starting;

/// <summary>Reads <c>Site:PublicUrl</c>: scheme, host and port, nothing else. The site lies at the root of its host.</summary>
internal static class PublicAddress
{
    private const string Key = "Site:PublicUrl";
    private const string Such = "such as https://mail.example.org";

    /// <summary>The address, its host as it goes over the wire (bücher.example is xn--bcher-kva.example there).</summary>
    /// <exception cref="InvalidSettingException">It is no such address.</exception>
    public static Uri Read(string given)
    {
        if (!Uri.TryCreate(given, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https")
            || address.HostNameType is not (UriHostNameType.Dns or UriHostNameType.IPv4 or UriHostNameType.IPv6))
        {
            throw Wrong($"is \"{given}\" and must be an absolute http or https address, {Such}");
        }

        if (address.UserInfo.Length > 0)
        {
            throw Wrong($"must not hold a name or password, {Such}");
        }

        if (address.AbsolutePath != "/" || address.Query.Length > 0 || address.Fragment.Length > 0 || given.AsSpan().IndexOfAny('?', '#') >= 0)
        {
            throw Wrong($"is \"{given}\": the site lies at the root of its host, so nothing may stand behind host and port, {Such}");
        }

        return new UriBuilder(address.Scheme, address.IdnHost, address.IsDefaultPort ? -1 : address.Port).Uri;
    }

    private static InvalidSettingException Wrong(string problem) => new(Key, problem);
}
