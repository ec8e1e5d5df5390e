using IGSendMail.Privacy.Letters;

namespace IGSendMail.Web.Features.Officer;

/// <summary>Why a delivery failed, in words for officers. Only the type of a failure and codes are ever kept.</summary>
internal static class DeliveryWords
{
    /// <summary>The words for what is kept of a failure.</summary>
    public static string Of(string failure) => MailRefusal.Find(failure) is { } refusal ? $"{Answer(refusal)} (answer {refusal.Codes})" : failure switch
    {
        MailRefusal.NoAddress => "The address is no e-mail address",
        MailRefusal.AddressBeyondServer => "The mail server takes no addresses with such letters before the @",
        "SmtpCommandException" => "The mail server refused it",
        "SmtpProtocolException" => "The mail server broke off",
        "SslHandshakeException" => "The mail server's certificate could not be trusted",
        "AuthenticationException" => "The mail server did not accept our sign-in",
        "SocketException" => "The mail server could not be reached",
        "TimeoutException" => "The mail server did not answer in time",
        "NotSupportedException" => "The mail server does not offer encryption",
        "IOException" => "The connection or a folder failed",
        _ => "An error of the program",
    };

    private static string Answer(MailRefusal refusal) => (refusal.Step, refusal.IsFinal) switch
    {
        ("CONNECT", _) => "The mail server refused to talk to us",
        ("MAIL", true) => "The mail server refuses our sender's address: its settings or ours have to be changed",
        ("RCPT", true) => "The mail server refuses the recipient's address for good",
        (_, true) => "The mail server refuses the e-mail for good",
        ("RCPT", false) => "The mail server does not take e-mail for the recipient at the moment",
        _ => "The mail server does not take the e-mail at the moment",
    };
}
