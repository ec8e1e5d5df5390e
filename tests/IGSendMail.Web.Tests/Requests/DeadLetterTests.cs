using System.Net;
using IGSendMail.Platform.Accounts;
using IGSendMail.Privacy.Audit;
using IGSendMail.Privacy.Letters;
using IGSendMail.Privacy.PersonalData;
using IGSendMail.Storage;
using IGSendMail.Testing;
using IGSendMail.Web.Features.Shared;
using IGSendMail.Web.Features.Site;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace IGSendMail.Web.Tests.Requests;

/// <summary>Letters that failed too often, as an officer meets them.</summary>
public sealed class DeadLetterTests : IAsyncDisposable
{
    private readonly TestSite _site = new();
    private readonly Carrier _carrier = new();

    public DeadLetterTests() => _site.WithServices(s => s.AddSingleton<IOutboxHandler>(_carrier));

    public ValueTask DisposeAsync() => _site.DisposeAsync();

    [Fact]
    public async Task A_dead_letter_is_listed_without_its_content_and_makes_the_site_degraded()
    {
        Assert.Equal("""{"status":"ok"}""", await HealthAsync());
        var id = await DeadAsync("secret.person@example.com");
        var officer = await _site.OfficerAsync();

        var queue = await officer.GetAsync(PrivacyRoutes.Officer);
        var list = await officer.GetAsync(queue.Document.QuerySelector("main .notice a")!.GetAttribute("href")!);
        var detail = await officer.GetAsync(list.Document.QuerySelector("tbody a")!.GetAttribute("href")!);

        Assert.Contains("1 e-mail could not be delivered", queue.Text, StringComparison.Ordinal);
        Assert.Contains("The mail server did not answer in time", list.Text, StringComparison.Ordinal);
        Assert.Contains("A customer", list.Text, StringComparison.Ordinal);
        Assert.Equal("12", list.TextOf("td.number"));
        Assert.EndsWith(id.ToString("N"), detail.Path, StringComparison.Ordinal);
        Assert.Contains("after 12 attempts", detail.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("secret.person", list.Text + detail.Text, StringComparison.Ordinal);
        Assert.Equal("""{"status":"degraded"}""", await HealthAsync());
    }

    [Fact]
    public async Task Trying_again_starts_the_letter_anew()
    {
        var id = await DeadAsync("one@example.com");
        var officer = await _site.OfficerAsync();

        var page = await officer.SubmitAsync(await officer.GetAsync(PathOf(id)), "form#retry");

        Assert.Equal(PrivacyRoutes.OfficerLetters, page.Path);
        Assert.Contains("is being tried again", page.Text, StringComparison.Ordinal);
        Assert.Contains("No e-mail waits for a decision of yours", page.Text, StringComparison.Ordinal);
        Assert.True(HasRung(), "the outbox must not wait for its next round");
        _carrier.Fails = false;
        await DeliverAsync();
        Assert.Equal(1, _carrier.Delivered);
        Assert.Equal("""{"status":"ok"}""", await HealthAsync());
        await EnteredByTheOfficerAsync(LetterActs.DeliveryRetried, "{}");
    }

    [Fact]
    public async Task Giving_up_needs_a_reason_and_leaves_only_that()
    {
        var id = await DeadAsync("gone@example.com");
        var officer = await _site.OfficerAsync();
        var form = await officer.GetAsync(PathOf(id));

        var without = await officer.SubmitAsync(form, "form#give-up");
        var page = await officer.SubmitAsync(
            form, "form#give-up", new Dictionary<string, string> { ["Reason"] = nameof(GiveUpReason.AddressDoesNotWork) });

        Assert.Equal(HttpStatusCode.BadRequest, without.Status);
        Assert.Contains("Choose why the e-mail need not be sent.", without.Text, StringComparison.Ordinal);
        Assert.Equal(PrivacyRoutes.OfficerLetters, page.Path);
        Assert.Contains("given up and its content deleted", page.Text, StringComparison.Ordinal);
        Assert.Equal(0, await _site.InDatabaseAsync(db => db.OutboxMessages().CountAsync()));
        var left = await _site.InDatabaseAsync(db => db.Set<SettledMessage>().AsNoTracking().SingleAsync());
        Assert.Equal((OutboxOutcome.GivenUp, GiveUpReason.AddressDoesNotWork), (left.Outcome, left.Reason!.Value));
        await EnteredByTheOfficerAsync(LetterActs.DeliveryGivenUp, """{"reason":"AddressDoesNotWork"}""");
    }

    [Theory]
    [InlineData("Nonsense")]
    [InlineData("17")]
    public async Task A_reason_that_is_none_changes_nothing(string reason)
    {
        var id = await DeadAsync("gone@example.com");
        var officer = await _site.OfficerAsync();

        var answer = await PostAsync(officer, id, "give-up", reason);

        Assert.Equal(HttpStatusCode.BadRequest, answer);
        Assert.Equal(1, await _site.InDatabaseAsync(db => db.OutboxMessages().CountAsync()));
    }

    [Fact]
    public async Task What_a_promise_depends_on_cannot_be_given_up()
    {
        _carrier.MayBeGivenUp = false;
        var id = await DeadAsync("kept@example.com");
        var officer = await _site.OfficerAsync();

        var detail = await officer.GetAsync(PathOf(id));
        var answer = await PostAsync(officer, id, "give-up", nameof(GiveUpReason.NoLongerTrue));

        Assert.Null(detail.Document.QuerySelector("form#give-up"));
        Assert.Contains("Not possible", detail.Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, answer);
        Assert.Equal(0, await DecisionsEnteredAsync());
        Assert.Equal(1, await _site.InDatabaseAsync(db => db.OutboxMessages().CountAsync()));
    }

    [Fact]
    public async Task A_letter_that_is_not_there_or_not_dead_is_missing()
    {
        var officer = await _site.OfficerAsync();

        // Setting up the officer's app wrote an e-mail: that ring is not meant.
        HasRung();
        var waiting = await PutAsync("waiting@example.com");
        var none = new Guid("0193a000-0000-7000-8000-00000000dead");

        foreach (var id in new[] { waiting, none })
        {
            Assert.Equal(HttpStatusCode.NotFound, (await officer.GetAsync(PathOf(id))).Status);
            Assert.Equal(HttpStatusCode.NotFound, await PostAsync(officer, id, "retry"));
            Assert.Equal(HttpStatusCode.NotFound, await PostAsync(officer, id, "give-up", nameof(GiveUpReason.NoLongerTrue)));
        }

        Assert.Equal(HttpStatusCode.NotFound, (await officer.GetAsync("/officer/letters/nonsense")).Status);
        Assert.Equal(1, await _site.InDatabaseAsync(db => db.OutboxMessages().CountAsync()));
        Assert.Equal(0, await DecisionsEnteredAsync());
        Assert.False(HasRung(), "nothing was revived");
    }

    [Fact]
    public async Task Only_officers_get_to_them()
    {
        var id = await DeadAsync("one@example.com");
        await _site.RegisterAsync("ada@example.com");
        var customer = await _site.SignedInAsync("ada@example.com");
        var visitor = _site.Visitor();
        foreach (var path in new[] { PrivacyRoutes.OfficerLetters, PathOf(id) })
        {
            Assert.Equal(HttpStatusCode.Forbidden, (await customer.GetAsync(path)).Status);
            Assert.StartsWith("/account/sign-in", (await visitor.GetAsync(path)).Path, StringComparison.Ordinal);
        }

        foreach (var action in new[] { "retry", "give-up" })
        {
            Assert.Equal(HttpStatusCode.Forbidden, await PostAsync(customer, id, action, nameof(GiveUpReason.NoLongerTrue), "/account/password"));
            Assert.Equal(HttpStatusCode.Found, await PostAsync(visitor, id, action, nameof(GiveUpReason.NoLongerTrue), "/account/sign-in"));
        }

        var row = await _site.InDatabaseAsync(db => db.OutboxMessages().AsNoTracking().SingleAsync(m => m.Kind == Carrier.KindName));
        Assert.NotNull(row.DeadAt);
    }

    private static string PathOf(Guid id) => $"{PrivacyRoutes.OfficerLetters}/{id:N}";

    private Task<Guid> PutAsync(string key) => _site.InDatabaseAsync(db => db.WriteAsync(WriteUrgency.Interactive, async token =>
    {
        await _site.Services.GetRequiredService<Outbox>().PutAsync(
            db, Carrier.KindName, key, PersonKeys.Account.Of(new Guid("0193a000-0000-7000-8000-000000000001")), key, token);
        return db.ChangeTracker.Entries<OutboxMessage>().Single(m => m.Entity.Key == key).Entity.Id;
    }, default));

    private async Task<Guid> DeadAsync(string key)
    {
        var id = await PutAsync(key);
        for (var attempt = 0; attempt < Outbox.MostAttempts; attempt++)
        {
            await DeliverAsync();
            _site.Time.Advance(TimeSpan.FromHours(6));
        }

        return id;
    }

    /// <summary>One entry of this act: by the officer, about nobody.</summary>
    private async Task EnteredByTheOfficerAsync(AuditAct act, string facts)
    {
        var entries = await _site.InDatabaseAsync(db => db.AuditEntries().AsNoTracking().ToListAsync());
        var added = entries.Single(e => e.Act == AccountActs.OfficerAdded.Name);
        var entry = entries.Single(e => e.Act == act.Name);
        Assert.Equal((nameof(AuditRole.Officer), nameof(AuditOutcome.Done), facts), (entry.Role, entry.Outcome, entry.Facts));
        Assert.Equal(added.Subject, entry.Actor);
        Assert.Null(entry.Subject);
        Assert.Null(entry.Commitment);
        Assert.Equal(1, await DecisionsEnteredAsync());
    }

    private Task<int> DecisionsEnteredAsync() => _site.InDatabaseAsync(db => db.AuditEntries().CountAsync(
        e => e.Act == LetterActs.DeliveryRetried.Name || e.Act == LetterActs.DeliveryGivenUp.Name));

    private bool HasRung()
    {
        using var stop = new CancellationTokenSource();
        var waiting = _site.Services.GetRequiredService<WorkBell>().WaitAsync(Outbox.WorkName, TimeSpan.FromHours(1), stop.Token);
        var rung = waiting.IsCompletedSuccessfully;
        stop.Cancel();
        return rung;
    }

    private Task DeliverAsync() => _site.Services.GetRequiredService<Outbox>().DeliverDueAsync(default);

    private async Task<string> HealthAsync()
    {
        var page = await _site.Visitor().GetAsync(SiteRoutes.HealthReady);
        Assert.Equal(HttpStatusCode.OK, page.Status);
        return System.Text.Encoding.UTF8.GetString(page.Body);
    }

    /// <summary>Sends a form that no page offers, with a token from one that the person may see.</summary>
    private static async Task<HttpStatusCode> PostAsync(
        PageVisitor visitor, Guid id, string action, string? reason = null, string tokenFrom = "/account/password")
    {
        var page = await visitor.GetAsync(tokenFrom);
        var token = page.Document.QuerySelector("main input[name=__RequestVerificationToken]")!.GetAttribute("value")!;
        using var content = new FormUrlEncodedContent(new Dictionary<string, string>
        {
            ["__RequestVerificationToken"] = token,
            ["Reason"] = reason ?? "",
        });
        return (await visitor.Client.PostAsync(new Uri($"{PathOf(id)}/{action}", UriKind.Relative), content)).StatusCode;
    }

    private sealed class Carrier : IOutboxHandler
    {
        public const string KindName = "test";

        public string Kind => KindName;

        public bool MayBeGivenUp { get; set; } = true;

        public bool Fails { get; set; } = true;

        public int Delivered { get; private set; }

        public Task DeliverAsync(OutboxMessage message, CancellationToken cancellation)
        {
            if (Fails)
            {
                throw new TimeoutException();
            }

            Delivered++;
            return Task.CompletedTask;
        }
    }
}
