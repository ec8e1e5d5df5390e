namespace IGSendMail.Platform.Mail;

/// <summary>
/// How long to wait for each answer of a mail server. Whoever waits less sends again what the server has taken meanwhile, and the person
/// gets it twice (RFC 5321 §4.5.3.2.6).
/// </summary>
/// <param name="Connection">For the connection, before anything is said; the RFC names no figure.</param>
/// <param name="Greeting">For the greeting, and for what comes before any e-mail (§4.5.3.2.1).</param>
/// <param name="Command">For the answers to MAIL and RCPT (§4.5.3.2.2, §4.5.3.2.3).</param>
/// <param name="DataBegin">For the answer to DATA (§4.5.3.2.4).</param>
/// <param name="DataEnd">For the answer to the final dot, and for each block of content, for which three minutes would do (§4.5.3.2.5, §4.5.3.2.6).</param>
internal sealed record SmtpTimeouts(TimeSpan Connection, TimeSpan Greeting, TimeSpan Command, TimeSpan DataBegin, TimeSpan DataEnd)
{
    /// <summary>The figures of RFC 5321.</summary>
    public static readonly SmtpTimeouts Standard = new(
        TimeSpan.FromMinutes(1), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(5), TimeSpan.FromMinutes(2), TimeSpan.FromMinutes(10));
}
