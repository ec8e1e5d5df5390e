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
    /// <param name="configuration">All settings.</param>
    /// <param name="isDevelopment">True if e-mails may go to a folder without anybody having said so.</param>
    /// <exception cref="InvalidSettingException">A setting is missing or wrong; the message names it.</exception>
    public static MailOptions Read(IConfiguration configuration, bool isDevelopment)
    {
        var mail = new Section(configuration, "Mail");
        var mode = mail.OneOf<MailMode>("Mode") ?? (isDevelopment ? MailMode.Pickup : throw mail.Wrong(
            "Mode", "is missing: Smtp sends e-mails; Pickup leaves them in Data:Folder, readable, for a program of yours to send"));
        return new MailOptions(mode, ReadFrom(mail), mode == MailMode.Smtp ? ReadSmtp(mail.Within("Smtp")) : null);
    }

    private static MailboxAddress? ReadFrom(Section mail)
    {
        if (mail.Find("From") is not { } setting)
        {
            return null;
        }

        return MailboxAddress.TryParse(setting, out var from)
            && from.Address.IndexOf('@', StringComparison.Ordinal) > 0
            && !setting.Any(char.IsControl)
            ? from
            : throw mail.Wrong("From", "must be an e-mail address, such as Example <mail@example.com>");
    }

    private static SmtpOptions ReadSmtp(Section smtp)
    {
        var host = smtp.Find("Host") ?? throw smtp.Wrong("Host", "is needed when Mail:Mode is Smtp");
        var security = smtp.OneOf<SmtpSecurity>("Security") ?? SmtpSecurity.StartTls;
        if (security == SmtpSecurity.None && !IsThisMachine(host))
        {
            throw smtp.Wrong("Security", "may only be None for a mail server on this machine; use StartTls or Tls");
        }

        var port = smtp.Whole("Port", 1, 65_535) ?? (security == SmtpSecurity.Tls ? 465 : 587);
        var (user, password) = (smtp.Find("User"), smtp.Find("Password"));
        return (user, password) switch
        {
            (not null, null) => throw smtp.Wrong("Password", "is needed with Mail:Smtp:User"),
            (null, not null) => throw smtp.Wrong("User", "is needed with Mail:Smtp:Password"),
            _ => new SmtpOptions(host, (int)port, user, password, security),
        };
    }

    private static bool IsThisMachine(string host) =>
        string.Equals(host, "localhost", StringComparison.OrdinalIgnoreCase)
        || (IPAddress.TryParse(host, out var address) && IPAddress.IsLoopback(address));
}
