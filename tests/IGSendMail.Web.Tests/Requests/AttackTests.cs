using System.Collections.Concurrent;
using System.Data.Common;
using System.Net;
using IGSendMail.Privacy.Requests;
using IGSendMail.Storage;
using IGSendMail.Testing;
using IGSendMail.Web.Features.Shared;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Microsoft.Extensions.DependencyInjection;

namespace IGSendMail.Web.Tests.Requests;

/// <summary>What somebody tries who wants another person's data, or only to know whether we have it.</summary>
public sealed class AttackTests : IAsyncDisposable
{
    private readonly Statements _statements = new();
    private readonly TestSite _site;

    public AttackTests() => _site = new TestSite().WithServices(services => services
        .ConfigureDbContext<IGSendMailContext>(options => options.AddInterceptors(_statements))
        .ConfigureDbContext<VaultContext>(options => options.AddInterceptors(_statements)));

    public ValueTask DisposeAsync() => _site.DisposeAsync();

    [Theory]
    [InlineData(Right.Access)]
    [InlineData(Right.Erasure)]
    public async Task For_a_known_address_the_form_does_exactly_the_work_it_does_for_an_unknown_one(Right right)
    {
        await _site.RegisterAsync("known@example.com");
        await _site.PlantRecipientAsync("owner@example.com", "recipient@example.com");
        await _site.AskAsync("warm-up@example.com", right);

        var known = await StatementsAsync(() => _site.AskAsync("known@example.com", right));
        var held = await StatementsAsync(() => _site.AskAsync("recipient@example.com", right));
        var unknown = await StatementsAsync(() => _site.AskAsync("unknown@example.com", right));

        // The time cannot tell what the work does not.
        Assert.NotEmpty(unknown);
        Assert.Equal(unknown, known);
        Assert.Equal(unknown, held);
    }

    [Fact]
    public async Task A_link_for_a_reference_that_exists_answers_like_one_for_a_reference_that_does_not()
    {
        await _site.AskAsync("a@example.com");
        await _site.ConfirmAsync("a@example.com", _site.Visitor());
        var reference = (await _site.NewestRequestAsync()).Reference;

        var answers = new List<string>();
        foreach (var tried in new[] { reference, "AC-2222-2222" })
        {
            var stranger = _site.Visitor();
            var page = await stranger.SubmitAsync(await stranger.GetAsync("/privacy/requests/" + tried), "#link-form");
            answers.Add($"{page.Status} {page.Text.Replace(tried, "", StringComparison.Ordinal)}");
        }

        Assert.Equal(answers[0], answers[1]);
    }

    [Fact]
    public async Task Who_has_shown_one_mailbox_gets_nothing_of_anothers_request()
    {
        await _site.AskAsync("victim@example.com");
        await _site.ConfirmAsync("victim@example.com", _site.Visitor());
        await _site.RunRequestsAsync();
        var theirs = (await _site.NewestRequestAsync()).Reference;
        var thief = _site.Visitor();
        await _site.AskAsync("thief@example.com", visitor: thief);
        var own = await _site.ConfirmAsync("thief@example.com", thief);

        Assert.Contains("for the person who asked", (await thief.GetAsync("/privacy/requests/" + theirs)).Text, StringComparison.Ordinal);
        foreach (var part in new[] { "download", "receipt" })
        {
            Assert.Equal($"/privacy/requests/{theirs}/link", (await thief.GetAsync($"/privacy/requests/{theirs}/{part}")).Path);
        }

        own.Document.QuerySelector("#withdraw-form")!.SetAttribute("action", $"/privacy/requests/{theirs}/withdraw");
        Assert.Equal($"/privacy/requests/{theirs}/link", (await thief.SubmitAsync(own, "#withdraw-form")).Path);
        Assert.Equal(RequestState.Done, (await _site.ReadAsync(theirs)).State);
    }

    [Theory]
    [InlineData("Reference")]
    [InlineData("AccountId")]
    [InlineData("UserId")]
    public async Task A_signed_in_person_cannot_go_on_with_anothers_request_or_name_another_account(string field)
    {
        await _site.RegisterAsync("victim@example.com");
        await _site.RegisterAsync("thief@example.com");
        await _site.AskAsync("victim@example.com");
        await _site.ConfirmAsync("victim@example.com", _site.Visitor());
        var theirs = await _site.NewestRequestAsync();
        var before = await _site.InDatabaseAsync(db => Task.FromResult(db.DataSubjectRequests().Count()));
        _site.Time.Advance(TimeSpan.FromMilliseconds(1));
        var thief = await _site.SignedInAsync("thief@example.com");
        var form = await thief.GetAsync(PrivacyRoutes.AccountData);
        var hidden = form.Document.CreateElement("input");
        hidden.SetAttribute("type", "hidden");
        hidden.SetAttribute("name", field);
        hidden.SetAttribute("value", field == "Reference" ? theirs.Reference : theirs.Id.ToString());
        form.Document.QuerySelector("#ask-form")!.AppendChild(hidden);

        var page = await thief.SubmitAsync(
            form, "#ask-form", new Dictionary<string, string> { ["Password"] = RequestSteps.Password }, "button[value=Access]");

        Assert.Equal(RequestState.AwaitingSignIn, (await _site.ReadAsync(theirs.Reference)).State);
        if (field == "Reference")
        {
            Assert.Equal(HttpStatusCode.NotFound, page.Status);
        }
        else
        {
            Assert.Equal(before + 1, await _site.InDatabaseAsync(db => Task.FromResult(db.DataSubjectRequests().Count())));
            Assert.NotEqual(theirs.AccountId, (await _site.NewestRequestAsync()).AccountId);
        }
    }

    [Fact]
    public async Task Two_who_use_one_link_at_the_same_moment_confirm_once()
    {
        await _site.AskAsync("a@example.com");
        var letter = await _site.LinkLetterAsync("a@example.com");
        var visitors = Enumerable.Range(0, 6).Select(_ => _site.Visitor()).ToList();
        var pages = await Task.WhenAll(visitors.Select(v => v.GetAsync(RequestSteps.LinkOf(letter))));

        var answers = await Task.WhenAll(visitors.Select((v, i) => v.SubmitAsync(pages[i], "#confirm-form")));

        Assert.Single(answers, a => a.Status == HttpStatusCode.OK);
        Assert.Equal(5, answers.Count(a => a.Status == HttpStatusCode.BadRequest));
        Assert.Single(await _site.LettersAsync<RequestReceivedLetter>());
    }

    [Theory]
    [InlineData("requester=forged")]
    [InlineData("requester=opened.00000000000000000000000000000000.99999999999")]
    public async Task A_forged_session_opens_nothing(string cookie)
    {
        await _site.AskAsync("a@example.com");
        await _site.ConfirmAsync("a@example.com", _site.Visitor());
        var reference = (await _site.NewestRequestAsync()).Reference;
        var stranger = _site.Visitor();
        stranger.Headers["Cookie"] = cookie;

        Assert.Contains("for the person who asked", (await stranger.GetAsync("/privacy/requests/" + reference)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_cookie_of_who_only_asked_opens_no_page()
    {
        var asker = _site.Visitor();
        await _site.AskAsync("victim@example.com", visitor: asker);
        var reference = (await _site.NewestRequestAsync()).Reference;
        await _site.ConfirmAsync("victim@example.com", _site.Visitor());

        Assert.Contains("for the person who asked", (await asker.GetAsync("/privacy/requests/" + reference)).Text, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Email")]
    [InlineData("Right")]
    [InlineData("Wish")]
    [InlineData("Region")]
    public async Task Far_too_much_is_refused_and_no_page_breaks(string field)
    {
        foreach (var length in new[] { 5_000, 200_000, 6_000_000 })
        {
            var visitor = _site.Visitor();
            var form = await visitor.GetAsync(PrivacyRoutes.NewRequest);
            foreach (var input in form.Document.QuerySelectorAll($"#request-form input[name={field}]"))
            {
                input.SetAttribute("value", new string('a', length));
            }

            var page = await visitor.SubmitAsync(form, "#request-form", new Dictionary<string, string>
            {
                ["Right"] = "Rectification",
                ["Email"] = "a@example.com",
                [field] = new string('a', length),
            });

            Assert.InRange((int)page.Status, 400, 499);
        }

        Assert.Empty(await _site.LettersAsync<RequestConfirmLetter>());
    }

    [Theory]
    [InlineData("%00")]
    [InlineData("%ff%fe")]
    [InlineData("🙂")]
    [InlineData("<script>alert(1)</script>")]
    [InlineData("${jndi:ldap://x}")]
    [InlineData("{{7*7}}")]
    public async Task Odd_input_is_refused_or_kept_as_it_is_and_no_page_breaks(string odd)
    {
        var visitor = _site.Visitor();
        var page = await _site.AskAsync("guest@example.com", Right.Rectification, visitor, further: new Dictionary<string, string> { ["Wish"] = odd });
        Assert.Equal(HttpStatusCode.OK, page.Status);
        await _site.ConfirmAsync("guest@example.com", visitor);

        var seen = await visitor.GetAsync("/privacy/requests/" + (await _site.NewestRequestAsync()).Reference);
        Assert.Contains(odd, seen.TextOf("main"), StringComparison.Ordinal);
        Assert.Empty(seen.Document.QuerySelectorAll("main script"));
        foreach (var path in new[] { "code", "sent", odd, odd + "/facts" })
        {
            Assert.InRange((int)(await visitor.GetAsync("/privacy/requests/" + Uri.EscapeDataString(path))).Status, 200, 499);
        }
    }

    [Theory]
    [InlineData("a@example.com\r\nBcc: victim@example.com")]
    [InlineData("a@example.com\nSubject: you won")]
    [InlineData("a@example.com\0")]
    [InlineData("a@example.com\u2028Bcc: victim@example.com")]
    public async Task No_header_is_smuggled_into_a_letter_by_an_address_or_a_wish(string address)
    {
        Assert.Equal(HttpStatusCode.BadRequest, (await _site.AskAsync(address)).Status);

        await _site.PlantRecipientAsync("owner@example.com", "guest@example.com");
        await _site.AskAsync("guest@example.com", Right.Rectification, further: new Dictionary<string, string> { ["Wish"] = "x\r\n" + address.Replace("\0", "", StringComparison.Ordinal) });
        await _site.ConfirmAsync("guest@example.com", _site.Visitor());
        await _site.WorkAsync();

        var letters = Directory.EnumerateFiles(Path.Combine(_site.DataFolder, "mail"), "*.eml", SearchOption.AllDirectories)
            .Select(path => MimeKit.MimeMessage.Load(path)).ToList();
        Assert.NotEmpty(letters);
        Assert.All(letters, l => Assert.Empty(l.Bcc));
        Assert.DoesNotContain(letters, l => l.To.Mailboxes.Any(m => m.Address.StartsWith("victim", StringComparison.Ordinal)));
        Assert.DoesNotContain(letters, l => l.Subject == "you won");
    }

    /// <summary>The statements that the site sends to its database meanwhile.</summary>
    private async Task<List<string>> StatementsAsync(Func<Task> act)
    {
        _statements.Sent.Clear();
        await act();
        return [.. _statements.Sent];
    }

    /// <summary>Writes down what is sent to the databases.</summary>
    private sealed class Statements : DbCommandInterceptor
    {
        public ConcurrentQueue<string> Sent { get; } = new();

        public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
            DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default)
        {
            Sent.Enqueue(command.CommandText);
            return ValueTask.FromResult(result);
        }

        public override ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(
            DbCommand command, CommandEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
        {
            Sent.Enqueue(command.CommandText);
            return ValueTask.FromResult(result);
        }
    }
}
