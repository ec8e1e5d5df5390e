using System.Globalization;
using IGSendMail.Platform.Accounts;
using IGSendMail.Platform.Audience;
using IGSendMail.Privacy.Policy;
using IGSendMail.Storage;
using IGSendMail.Testing;
using IGSendMail.Web.Features.Shared;
using IGSendMail.Web.Tests.Requests;
using Microsoft.Extensions.DependencyInjection;

namespace IGSendMail.Web.Tests.WhatPeopleAreTold;

/// <summary>A person, the customers on whose lists they are, and everything that they are told.</summary>
internal sealed class ToldCase(TestSite site) : IAsyncDisposable
{
    public const string Address = "ada@nord.example";

    private readonly Dictionary<string, string> _companies = new(StringComparer.Ordinal);
    private readonly HashSet<string> _readLetters = new(StringComparer.Ordinal);

    public TestSite Site { get; } = site;

    public Dictionary<string, Guid> Customers { get; } = new(StringComparer.Ordinal);

    public ValueTask DisposeAsync() => Site.DisposeAsync();

    /// <summary>A customer with the person on a list.</summary>
    public async Task PlantAsync(string company)
    {
        var account = await Site.InScopeAsync(async services => (await services.GetRequiredService<Registration>().RegisterAsync(
            new NewAccount(
                "Nora Nord", EmailAddress.Of(MailOf(company)), company, RequestSteps.Password,
                services.GetRequiredService<PolicyShelf>().Snapshot().InForce.Version)
            { NeedsNoProof = true },
            CancellationToken.None))!.AccountId!.Value);
        _companies[account.ToString("N")] = company;
        Customers[company] = account;
        await UploadAsync(account);
    }

    public Task UploadAsync(Guid account) => Site.InScopeAsync(async services =>
    {
        using var file = new MemoryStream(System.Text.Encoding.UTF8.GetBytes($"email,name\r\n{Address},Somebody\r\nbea@sued.example,Bea\r\n"));
        await services.UploadAsync(account, "Readers", file);
        await services.GetRequiredService<ImportWork>().RunAsync(CancellationToken.None);
    });

    /// <summary>As it goes in a site at work: what is passed on has left before a deletion ends.</summary>
    public async Task WorkAsync()
    {
        await Site.RunRequestsAsync();
        await Site.InScopeAsync(services => services.GetRequiredService<Outbox>().DeliverDueAsync(CancellationToken.None));
        await Site.WorkAsync();
    }

    /// <summary>What was typed in and is repeated on pages and in e-mails.</summary>
    public HashSet<string> Words { get; } = new(StringComparer.Ordinal);

    public async Task<Rows> RowsAsync() => (await Rows.ReadAsync(Site, Address, _companies)) with { Words = Words };

    /// <summary>What the page of a request says and its rows do not; every sentence of it was compared.</summary>
    public async Task<IReadOnlyList<string>> WrongOnPageAsync(PageVisitor visitor, string reference)
    {
        var page = await visitor.GetAsync("/privacy/requests/" + reference);
        var rows = await RowsAsync();
        var request = rows.Requests.Single(r => r.Reference == reference);
        var asked = page.Document.QuerySelector("h1")!.TextContent.Trim();
        Assert.True(page.Path.EndsWith(reference, StringComparison.Ordinal) && asked.StartsWith("Your ", StringComparison.Ordinal), page.Text);
        return [.. ClaimBook.Wrong(reference, Sentences.Of(page), PageClaims.All, request, rows), .. WrongOnReceipt(page, request), .. WrongLeftOut(page, request)];
    }

    /// <summary>The same for the page before a deletion.</summary>
    public async Task<IReadOnlyList<string>> WrongOnReviewAsync(PageVisitor holder)
    {
        var page = await holder.GetAsync(PrivacyRoutes.AccountDataErase);
        var rows = await RowsAsync();
        // What is typed into the form says nothing of what happens.
        page.Document.QuerySelector("#erase-form")!.Remove();
        var wrong = ClaimBook.Wrong("review", Sentences.Of(page), ReviewClaims.All, null, rows);
        return rows.Lists.Count > 0 && page.Document.QuerySelector("#others") is null ? [.. wrong, "review: nobody is named"] : wrong;
    }

    /// <summary>The same for the page of an officer, who sees a request when its person cannot any more.</summary>
    public async Task<IReadOnlyList<string>> WrongForOfficerAsync(PageVisitor officer, string reference)
    {
        var page = await officer.GetAsync("/officer/requests/" + reference);
        var rows = await RowsAsync();
        var request = rows.Requests.Single(r => r.Reference == reference);
        return ClaimBook.Wrong("officer, " + reference, Sentences.Of(page), OfficerClaims.All, request, rows);
    }

    /// <summary>What e-mails say that have left since the last look.</summary>
    public async Task<IReadOnlyList<string>> WrongInLettersAsync()
    {
        var rows = await RowsAsync();
        var wrong = new List<string>();
        foreach (var (path, letter) in Site.Sent().Where(l => _readLetters.Add(l.Path)))
        {
            var text = letter.TextBody!;
            if (rows.Requests.FirstOrDefault(r => text.Contains(r.Reference, StringComparison.Ordinal)
                || (r.ReceiptNumber is { } number && text.Contains(number, StringComparison.Ordinal))
                || text.Contains(Guid.Parse(r.Id, CultureInfo.InvariantCulture).ToString(), StringComparison.Ordinal)
                || text.Contains(r.Id, StringComparison.Ordinal)) is { } request)
            {
                var sentences = Sentences.OfLetter(text);
                wrong.AddRange(ClaimBook.Wrong($"to {letter.To}: {letter.Subject}", [letter.Subject!, .. sentences], LetterClaims.All, request, rows));
            }
        }

        return wrong;
    }

    public static string MailOf(string company) => company.Split(' ')[0].ToLowerInvariant() + "@customers.example";

    /// <summary>Each row of the receipt's table is one of the receipt, with its figures, and each of the receipt stands there.</summary>
    private static IEnumerable<string> WrongOnReceipt(Page page, RequestRow request)
    {
        var shown = page.Document.QuerySelectorAll("main tbody tr")
            .Select(row => string.Join('|', row.Children.Take(3).Select(cell => cell.TextContent.Trim()))).Order(StringComparer.Ordinal).ToList();
        var written = (request.Receipt ?? []).Select(l => $"{l.Title}|{Claim.Count(l.Deleted)}|{Claim.Count(l.Kept)}").Order(StringComparer.Ordinal).ToList();
        return shown.SequenceEqual(written) ? [] : [$"{request.Reference}: the receipt's table is {string.Join("; ", shown)} and its file {string.Join("; ", written)}"];
    }

    /// <summary>What the rows have and a page must not leave out.</summary>
    private static IEnumerable<string> WrongLeftOut(Page page, RequestRow request)
    {
        var text = page.TextOf("main")!;
        foreach (var notice in request.Notices.Where(n => n.Company is not null && !text.Contains(n.Company, StringComparison.Ordinal)))
        {
            yield return $"{request.Reference}: {notice.Company} is not named";
        }

        if (page.Document.QuerySelectorAll(".timeline > li").Length != request.Events.Count)
        {
            yield return $"{request.Reference}: {request.Events.Count} events, another number of lines in the history";
        }

        if (request is { IsDone: true } && page.Document.QuerySelector("#outcome") is null)
        {
            yield return $"{request.Reference}: it is done, and the page does not say how it ended";
        }

        if (request is { IsErasure: true, State: "Received" or "InProgress", Holds.Count: > 0 } && page.Document.QuerySelector("#on-hold") is null)
        {
            yield return $"{request.Reference}: a hold keeps it, and the page does not say so";
        }
    }
}
