using System.Text;
using IGSendMail.Platform.Accounts;
using IGSendMail.Privacy.Holds;
using IGSendMail.Privacy.Requests;
using IGSendMail.Storage;
using IGSendMail.Testing;
using IGSendMail.Web.Tests.Identity;
using IGSendMail.Web.Tests.Requests;
using Microsoft.EntityFrameworkCore;

namespace IGSendMail.Web.Tests.Audience;

/// <summary>What a customer, a person on their list and the workers do around a request that is passed on.</summary>
internal static class PeopleRequestSteps
{
    public const string Owner = "owner@example.com", Guest = "guest@example.com", Wish = "My surname is Ånäs, not Anas.";

    public static string PageOf(this DataSubjectRequest request) => "/privacy/requests/" + request.Reference;

    public static async Task<Page> SayAsync(
        this PageVisitor owner, DataSubjectRequest request, CustomerAnswer answer, string because = "", bool keepOff = false)
    {
        var values = new Dictionary<string, string> { ["Form.Answer"] = answer.ToString(), ["Form.Because"] = because };
        if (keepOff)
        {
            values["Form.KeepOff"] = "true";
        }

        return await owner.SubmitAsync(await owner.GetAsync($"/lists/requests/{request.Id}"), "#answer-form", values);
    }

    /// <summary>A person on the list of a customer asks; the result is the browser in which they confirmed it.</summary>
    public static async Task<PageVisitor> AskedAsync(this TestSite site, Right right)
    {
        await site.PlantRecipientAsync(Owner, Guest);
        var person = site.Visitor();
        await site.AskAndConfirmAsync(Guest, right, person, Wish);
        await site.RunRequestsAsync();
        return person;
    }

    /// <summary>Puts a legal hold on an account.</summary>
    public static Task HoldAsync(this TestSite site, Guid account) => site.InDatabaseAsync(db => db.WriteAsync(WriteUrgency.Interactive, token =>
    {
        db.Add(new LegalHold
        {
            Id = RowKeys.New(site.Time),
            AccountId = account,
            Reason = HoldReason.Order,
            CaseNumber = "1",
            PlacedBy = Guid.Empty,
            PlacedAt = site.Time.GetUtcNow(),
            ReviewOn = new DateOnly(2027, 1, 1),
        });
        return Task.FromResult(true);
    }, CancellationToken.None));

    public static Task<Guid> AccountAsync(this TestSite site) => site.InDatabaseAsync(db => db.Accounts().Select(a => a.Id).SingleAsync());

    public static async Task<IReadOnlyList<string>> AddressesAsync(this PageVisitor owner)
    {
        var found = new List<string>();
        var lists = await owner.GetAsync("/lists");
        foreach (var link in lists.Document.QuerySelectorAll("th a[href^='/lists/']").Select(a => a.GetAttribute("href")!))
        {
            found.AddRange(Encoding.UTF8.GetString((await owner.GetAsync(link + "/download")).Body).Split('\n')
                .Skip(1).Select(l => l.Split(',')[0].Trim('"', '\r')).Where(a => a.Length > 0));
        }

        return [.. found.Distinct().Order(StringComparer.Ordinal)];
    }
}
