using System.Net;
using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using IGSendMail.Testing;
using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;

namespace IGSendMail.Platform.Tests.Mail;

/// <summary>A mail server whose certificate nobody vouches for gets no letter, over a real socket.</summary>
public sealed class SmtpCertificateTests
{
    [Theory]
    [InlineData("Tls")]
    [InlineData("StartTls")]
    public async Task A_server_with_a_certificate_of_its_own_making_gets_no_letter(string security)
    {
        using var certificate = SelfSigned();
        await using var server = new SmtpReceiver(certificate, encryptsAtOnce: security == "Tls");
        await using var site = new TestSite();
        var services = site.To(server).With("Mail:Smtp:Security", security).WithTestLetters();
        await services.PutAsync("welcome/1", new TestLetter("jane@example.com", "Jane", "Hello"));

        Assert.Equal(0, await services.DeliverAsync());

        Assert.Equal(1, server.Handshakes);
        Assert.Empty(server.Received);
        var waiting = Assert.Single(await services.WaitingAsync());
        Assert.Equal((1, "SslHandshakeException"), (waiting.Attempts, waiting.LastFailure));
    }

    /// <summary>The server and its certificate are sound: what the site refuses is only that nobody vouches for it.</summary>
    [Theory]
    [InlineData(SecureSocketOptions.SslOnConnect)]
    [InlineData(SecureSocketOptions.StartTls)]
    public async Task Whoever_trusts_that_certificate_is_served_by_the_same_server(SecureSocketOptions security)
    {
        using var certificate = SelfSigned();
        await using var server = new SmtpReceiver(certificate, encryptsAtOnce: security == SecureSocketOptions.SslOnConnect);
        using var client = new SmtpClient();
        client.ServerCertificateValidationCallback = (_, shown, _, problems) =>
            problems == SslPolicyErrors.RemoteCertificateChainErrors && IsVouchedForBy(certificate, shown);
        using var mail = new MimeMessage(
            [new MailboxAddress("", "a@example.com")], [new MailboxAddress("", "b@example.com")], "Hello", new TextPart("plain") { Text = "Hello" });

        await client.ConnectAsync("127.0.0.1", server.Port, security);
        await client.SendAsync(mail);
        await client.DisconnectAsync(quit: true);

        Assert.Equal(["b@example.com"], Assert.Single(server.Received).To);
    }

    private static bool IsVouchedForBy(X509Certificate2 root, X509Certificate? shown)
    {
        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.Add(root);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        using var own = X509CertificateLoader.LoadCertificate(shown!.GetRawCertData());
        return chain.Build(own);
    }

    /// <summary>Valid today and made out to this very address.</summary>
    private static X509Certificate2 SelfSigned()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=mail.example.org", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(IPAddress.Loopback);
        request.CertificateExtensions.Add(names.Build());
        var now = TimeProvider.System.GetUtcNow();
        using var made = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(1));
        // Not every system serves with a key that lives in memory alone.
        return X509CertificateLoader.LoadPkcs12(made.Export(X509ContentType.Pfx), null);
    }
}
