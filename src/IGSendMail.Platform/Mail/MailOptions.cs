using System.Globalization;
using System.Net;
using IGSendMail.Privacy.Settings;
using Microsoft.Extensions.Configuration;
using MimeKit;

namespace IGSendMail.Platform.Mail;

/// <summary>Where letters go.</summary>
public enum MailMode
{
    /// <summary>Into a folder, as .eml files. Nothing leaves the machine.</summary>
    Pickup,

    /// <summary>To a mail server.</summary>
    Smtp,
}

/// <summary>How the connection to the mail server is protected. The server's certificate is always checked.</summary>
public enum SmtpSecurity
{
    /// <summary>Starts in clear and must switch to TLS before anything else is said.</summary>
    StartTls,

    /// <summary>TLS from the first byte.</summary>
    Tls,

    /// <summary>No encryption; only for a server on this very machine.</summary>
    None,
}

/// <summary>The mail server (section <c>Mail:Smtp</c>).</summary>
public sealed record SmtpOptions(string Host, int Port, string? User, string? Password, SmtpSecurity Security)
{
    /// <summary>Never shows the password.</summary>
    public override string ToString() => $"{Host}:{Port} ({Security})";
}

/// <summary>How letters are sent (section <c>Mail</c>), checked before anything starts.</summary>
/// <param name="Mode">Where they go.</param>
/// <param name="From">Whom they come from; null for the name of the site and its privacy address.</param>
/// <param name="Smtp">The mail server; null in any other mode.</param>
public sealed record MailOptions(MailMode Mode, MailboxAddress? From, SmtpOptions? Smtp)
{
    /// <summary>Reads and checks the section.</summary>
    /// <exception cref="InvalidSettingException">A setting is missing or wrong; the message names it.</exception>
    public static MailOptions Read(IConfiguration configuration)
    {
        var mode = Choice(configuration, "Mail:Mode", MailMode.Pickup);
        return new MailOptions(mode, ReadFrom(configuration), mode == MailMode.Smtp ? ReadSmtp(configuration) : null);
    }

    private static MailboxAddress? ReadFrom(IConfiguration configuration)
    {
        if (Text(configuration, "Mail:From") is not { } setting)
        {
            return null;
        }

        return MailboxAddress.TryParse(setting, out var from)
            && from.Address.IndexOf('@', StringComparison.Ordinal) > 0
            && !setting.Any(char.IsControl)
            ? from
            : throw new InvalidSettingException(
                "Mail:From", "must be an e-mail address, such as Example <mail@example.com>");
    }

    private static SmtpOptions ReadSmtp(IConfiguration configuration)
    {
        var host = Text(configuration, "Mail:Smtp:Host")
            ?? throw new InvalidSettingException("Mail:Smtp:Host", "is needed when Mail:Mode is Smtp");
        var security = Choice(configuration, "Mail:Smtp:Security", SmtpSecurity.StartTls);
        if (security == SmtpSecurity.None && !IsThisMachine(host))
        {
            throw new InvalidSettingException(
                "Mail:Smtp:Security", "may only be None for a mail server on this machine; use StartTls or Tls");
        }

        var port = Text(configuration, "Mail:Smtp:Port") is not { } given ? security == SmtpSecurity.Tls ? 465 : 587
            : int.TryParse(given, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is > 0 and <= 65_535
            ? number
            : throw new InvalidSettingException("Mail:Smtp:Port", "must be a number from 1 to 65535");

        var (user, password) = (Text(configuration, "Mail:Smtp:User"), Text(configuration, "Mail:Smtp:Password"));
        return (user, password) switch
        {
            (not null, null) => throw new InvalidSettingException("Mail:Smtp:Password", "is needed with Mail:Smtp:User"),
            (null, not null) => throw new InvalidSettingException("Mail:Smtp:User", "is needed with Mail:Smtp:Password"),
            _ => new SmtpOptions(host, port, user, password, security),
        };
    }

    private static bool IsThisMachine(string host) =>
        string.Equals(host, "localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address));

    private static T Choice<T>(IConfiguration configuration, string key, T otherwise) where T : struct, Enum =>
        Text(configuration, key) is not { } text ? otherwise
        : Enum.GetNames<T>().Contains(text, StringComparer.OrdinalIgnoreCase) ? Enum.Parse<T>(text, ignoreCase: true)
        : throw new InvalidSettingException(key, $"must be one of {string.Join(", ", Enum.GetNames<T>())}");

    private static string? Text(IConfiguration configuration, string key) =>
        configuration[key] is { } text && !string.IsNullOrWhiteSpace(text) ? text.Trim() : null;
}
