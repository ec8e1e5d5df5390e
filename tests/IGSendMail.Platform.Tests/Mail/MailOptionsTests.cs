using IGSendMail.Platform.Mail;
using IGSendMail.Privacy.Settings;
using Microsoft.Extensions.Configuration;

namespace IGSendMail.Platform.Tests.Mail;

public sealed class MailOptionsTests
{
    [Fact]
    public void In_Development_letters_go_to_the_folder_unless_somebody_says_otherwise()
    {
        var options = Read();

        Assert.Equal(MailMode.Pickup, options.Mode);
        Assert.Null(options.From);
        Assert.Null(options.Smtp);
    }

    [Fact]
    public void Outside_Development_somebody_has_to_say_where_they_go()
    {
        var wrong = Assert.Throws<InvalidSettingException>(() => MailOptions.Read(new ConfigurationBuilder().Build(), isDevelopment: false));

        Assert.StartsWith("The setting Mail:Mode is missing: Smtp sends e-mails; Pickup", wrong.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("StartTls", 587)]
    [InlineData("tls", 465)]
    public void A_mail_server_is_reached_over_TLS_at_the_usual_port(string security, int port)
    {
        var options = Read(("Mail:Mode", "smtp"), ("Mail:Smtp:Host", "mail.example.org"), ("Mail:Smtp:Security", security));

        Assert.Equal(port, options.Smtp!.Port);
        Assert.NotEqual(SmtpSecurity.None, options.Smtp.Security);
    }

    [Theory]
    [InlineData("Mail:Mode", "Carrier pigeon")]
    [InlineData("Mail:Mode", "1")]
    [InlineData("Mail:From", "nobody")]
    [InlineData("Mail:From", "a@example.org\r\nBcc: b@example.org")]
    [InlineData("Mail:Smtp:Host", "")]
    [InlineData("Mail:Smtp:Port", "0")]
    [InlineData("Mail:Smtp:Port", "70000")]
    [InlineData("Mail:Smtp:Port", "smtp")]
    [InlineData("Mail:Smtp:Security", "Whatever")]
    [InlineData("Mail:Smtp:Security", "None")]
    [InlineData("Mail:Smtp:Password", "")]
    [InlineData("Mail:Smtp:User", "")]
    public void A_wrong_setting_stops_the_start_and_is_named(string key, string value)
    {
        var wrong = Assert.Throws<InvalidSettingException>(() => Read(
            ("Mail:Mode", "Smtp"), ("Mail:Smtp:Host", "mail.example.org"),
            ("Mail:Smtp:User", "user"), ("Mail:Smtp:Password", "secret"), (key, value)));

        Assert.Contains(key, wrong.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("secret", wrong.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_password_is_not_shown_by_accident()
    {
        var options = Read(
            ("Mail:Mode", "Smtp"), ("Mail:Smtp:Host", "mail.example.org"),
            ("Mail:Smtp:User", "user"), ("Mail:Smtp:Password", "secret"));

        Assert.DoesNotContain("secret", options.ToString(), StringComparison.Ordinal);
    }

    private static MailOptions Read(params (string Key, string Value)[] settings)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection().Build();
        foreach (var (key, value) in settings)
        {
            configuration[key] = value;
        }

        return MailOptions.Read(configuration, isDevelopment: true);
    }
}
