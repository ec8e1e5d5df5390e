using System.Globalization;
using System.Net;
using System.Net.Sockets;
using IGSendMail.Platform.Mail;
using IGSendMail.Privacy.Letters;
using IGSendMail.Storage;
using IGSendMail.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace IGSendMail.Platform.Tests.Mail;

/// <summary>What a mail server says, and how long it takes to say it, decides what becomes of a letter. Over a real socket.</summary>
public sealed class SmtpAnswerTests : IAsyncLifetime
{
    private static readonly TimeSpan Short = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan Long = TimeSpan.FromSeconds(30);
    private readonly SmtpReceiver _server = new();
    private readonly TestSite _site = new();

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync()
    {
        await _site.DisposeAsync();
        await _server.DisposeAsync();
    }

    [Fact]
    public void The_time_outs_are_those_of_RFC_5321()
    {
        var figures = SmtpTimeouts.Standard;

        Assert.Equal(
            [5.0, 5, 2, 10],
            new[] { figures.Greeting, figures.Command, figures.DataBegin, figures.DataEnd }.Select(t => t.TotalMinutes));
    }

    /// <summary>Each step has a time-out of its own: the one that is patient here is the only one that counts for it.</summary>
    [Theory]
    [InlineData("CONNECT")]
    [InlineData("MAIL")]
    [InlineData("RCPT")]
    [InlineData("DATA")]
    [InlineData("CONTENT")]
    public async Task A_slow_answer_within_its_own_time_is_waited_for_and_the_letter_leaves_once(string step)
    {
        var services = Services(Patient(step));
        _server.Answer(step, null, Short * 2);
        await services.PutAsync("slow/1", new TestLetter("jane@example.com", "Jane", "Hello"));

        Assert.Equal(1, await services.DeliverAsync());
        _site.Time.Advance(TimeSpan.FromDays(1));
        await services.DeliverAsync();

        Assert.Single(_server.Received);
        Assert.Empty(await services.WaitingAsync());
    }

    [Theory]
    [InlineData("CONNECT")]
    [InlineData("MAIL")]
    [InlineData("DATA")]
    public async Task A_server_that_says_nothing_for_longer_is_left_and_tried_again(string step)
    {
        var services = Services(new(Long, Short, Short, Short, Short));
        _server.Answer(step, null, Short * 2);
        await services.PutAsync("slow/2", new TestLetter("jane@example.com", "Jane", "Hello"));

        Assert.Equal(0, await services.DeliverAsync());
        var waiting = Assert.Single(await services.WaitingAsync());
        Assert.Equal((1, "TimeoutException", (DateTimeOffset?)null), (waiting.Attempts, waiting.LastFailure, waiting.DeadAt));
        _site.Time.Advance(TimeSpan.FromMinutes(1));
        await DeliverUntilAsync(services, 1);

        Assert.Single(_server.Received);
    }

    [Theory]
    [InlineData("CONNECT", "554 5.3.2 not today", "SMTP CONNECT 554 5.3.2", false)]
    [InlineData("CONNECT", "421 4.3.2 closing", "SMTP CONNECT 421 4.3.2", false)]
    [InlineData("MAIL", "451 4.3.0 later", "SMTP MAIL 451 4.3.0", false)]
    [InlineData("MAIL", "550 5.7.1 <privacy@igsendmail.com> not yours", "SMTP MAIL 550 5.7.1", false)]
    [InlineData("MAIL", "552 5.3.4 too large", "SMTP MAIL 552 5.3.4", true)]
    [InlineData("MAIL", "530 5.7.0 sign in first", "AuthenticationException", false)]
    [InlineData("RCPT", "450 4.2.0 <jane@example.com> greylisted", "SMTP RCPT 450 4.2.0", false)]
    [InlineData("RCPT", "421 too many", "SMTP RCPT 421", false)]
    [InlineData("RCPT", "550 5.1.1 <jane@example.com> is nobody", "SMTP RCPT 550 5.1.1", true)]
    [InlineData("RCPT", "553 jane@example.com is nobody", "SMTP RCPT 553", true)]
    [InlineData("DATA", "451 later", "SMTP DATA 451", false)]
    [InlineData("DATA", "554 5.5.1 no valid recipients", "SMTP DATA 554 5.5.1", true)]
    [InlineData("CONTENT", "452 4.3.1 disk full", "SMTP CONTENT 452 4.3.1", false)]
    [InlineData("CONTENT", "554 5.7.1 spam for jane@example.com", "SMTP CONTENT 554 5.7.1", true)]
    public async Task A_refusal_for_good_ends_the_attempts_at_once_and_only_codes_are_kept(string step, string answer, string kept, bool isOver)
    {
        var services = Services(SmtpTimeouts.Standard);
        _server.Answer(step, answer);
        await services.PutAsync("refused/1", new TestLetter("jane@example.com", "Jane", "Hello"));

        Assert.Equal(0, await services.DeliverAsync());

        var waiting = Assert.Single(await services.WaitingAsync());
        Assert.Equal((1, kept, isOver), (waiting.Attempts, waiting.LastFailure, waiting.DeadAt is not null));
        _site.Time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(isOver ? 0 : 1, await services.DeliverAsync());
        Assert.Equal(isOver ? 0 : 1, _server.Received.Count);
    }

    [Fact]
    public async Task A_server_that_does_not_take_our_sender_is_asked_once_a_round_and_no_email_is_given_up_for_it()
    {
        var services = Services(SmtpTimeouts.Standard);
        _server.Answer("MAIL", "550 5.7.1 <privacy@igsendmail.com> not yours");
        await services.PutAsync("sender/1", new TestLetter("jane@example.com", "Jane", "Hello"));
        await services.PutAsync("sender/2", new TestLetter("john@example.com", "John", "Hello"));

        Assert.Equal(0, await services.DeliverAsync());

        var waiting = await services.WaitingAsync();
        Assert.Equal([0, 1], waiting.Select(m => m.Attempts).Order());
        Assert.All(waiting, m => Assert.Null(m.DeadAt));
        _site.Time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(2, await services.DeliverAsync());
    }

    [Fact]
    public async Task A_server_that_is_not_there_is_asked_once_a_round_and_holds_up_no_other_kind_of_message()
    {
        using var free = new TcpListener(IPAddress.Loopback, 0);
        free.Start();
        var port = ((IPEndPoint)free.LocalEndpoint).Port;
        free.Stop();
        var other = new OtherKind();
        var services = _site.WithServices(s => s.AddSingleton<IOutboxHandler>(other)).To(_server)
            .With("Mail:Smtp:Port", port.ToString(CultureInfo.InvariantCulture)).WithTestLetters();
        await services.PutAsync("gone/1", new TestLetter("jane@example.com", "Jane", "Hello"));
        await services.PutAsync("gone/2", new TestLetter("john@example.com", "John", "Hello"));
        _site.Time.Advance(TimeSpan.FromSeconds(1));
        await using (var db = await services.GetRequiredService<IDbContextFactory<IGSendMailContext>>().CreateDbContextAsync())
        {
            await db.WriteAsync(WriteUrgency.Interactive, token =>
                services.GetRequiredService<Outbox>().PutAsync(db, OtherKind.Name, "other/1", MailSite.Owner, "text", token), default);
        }

        Assert.Equal(1, await services.DeliverAsync());

        Assert.Equal(1, other.Delivered);
        var letters = await services.WaitingAsync();
        Assert.Equal([0, 1], letters.Select(m => m.Attempts).Order());
        Assert.Equal("SocketException", letters.Single(m => m.Attempts == 1).LastFailure);
    }

    [Theory]
    [InlineData("SMTP RCPT 550 5.1.1", "RCPT", 550, "5.1.1", true)]
    [InlineData("SMTP CONTENT 452", "CONTENT", 452, null, false)]
    public void What_is_kept_of_an_answer_can_be_read_back(string kept, string step, int code, string? enhanced, bool isFinal)
    {
        var refusal = MailRefusal.Find(kept);

        Assert.Equal(new MailRefusal(step, code, enhanced), refusal);
        Assert.Equal((kept, isFinal), (refusal!.ToString(), refusal.IsFinal));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("TimeoutException")]
    [InlineData("SMTP RCPT 999 1.2.3")]
    [InlineData("SMTP RCPT 550 5.1.1 jane@example.com")]
    public void Anything_else_is_no_answer_of_a_mail_server(string? kept) => Assert.Null(MailRefusal.Find(kept));

    private IServiceProvider Services(SmtpTimeouts timeouts) =>
        _site.WithServices(s => s.AddSingleton(timeouts)).To(_server).WithTestLetters();

    private static SmtpTimeouts Patient(string step) => new(
        Long, step == "CONNECT" ? Long : Short, step is "MAIL" or "RCPT" ? Long : Short, step == "DATA" ? Long : Short, step == "CONTENT" ? Long : Short);

    /// <summary>The server serves one client after the other and may still be busy with the one that left.</summary>
    private async Task DeliverUntilAsync(IServiceProvider services, int received)
    {
        for (var i = 0; i < 20 && _server.Received.Count < received; i++)
        {
            await services.DeliverAsync();
            _site.Time.Advance(TimeSpan.FromHours(6));
        }

        Assert.Equal(received, _server.Received.Count);
    }

    private sealed class OtherKind : IOutboxHandler
    {
        public const string Name = "other";

        public string Kind => Name;

        public int Delivered { get; private set; }

        public Task DeliverAsync(OutboxMessage message, CancellationToken cancellation)
        {
            Delivered++;
            return Task.CompletedTask;
        }
    }
}
