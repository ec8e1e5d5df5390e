using System.Net;
using IGSendMail.Privacy.Erasure;
using IGSendMail.Privacy.Requests;
using IGSendMail.Testing;
using IGSendMail.Web.Features.Shared;
using IGSendMail.Web.Tests.Requests;
using Microsoft.EntityFrameworkCore;

namespace IGSendMail.Web.Tests.Identity;

/// <summary>However often one order is sent, at once or one after the other, it is one order.</summary>
public sealed class DoublePressTests : IAsyncDisposable
{
    private const string Address = "ada@example.com";
    private readonly TestSite _site = new();

    public ValueTask DisposeAsync() => _site.DisposeAsync();

    [Fact]
    public async Task A_deletion_that_is_ordered_eight_times_at_once_is_one_request_one_deletion_and_one_receipt()
    {
        await _site.RegisterAsync(Address);
        var holder = await _site.SignedInAsync(Address);
        var review = await holder.GetAsync(PrivacyRoutes.AccountDataErase);

        var pages = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => holder.SubmitAsync(
            review, "#erase-form", new Dictionary<string, string> { ["Password"] = RequestSteps.Password })));
        await _site.WorkAsync();

        Assert.Single(pages.Select(p => p.Path).Distinct(StringComparer.Ordinal));
        Assert.Equal(1, await _site.InDatabaseAsync(db => db.DataSubjectRequests().CountAsync()));
        Assert.Equal(1, await _site.InDatabaseAsync(db => db.ErasureRuns().CountAsync()));
        Assert.Equal(1, await _site.InDatabaseAsync(db => db.ErasureReceipts().CountAsync()));
    }

    [Fact]
    public async Task A_deletion_that_is_ordered_again_before_it_is_done_finds_the_first()
    {
        await _site.RegisterAsync(Address);
        var holder = await _site.SignedInAsync(Address);
        var first = await EraseAsync(holder);
        _site.Time.Advance(TimeSpan.FromHours(1));

        Assert.Equal(first.Path, (await EraseAsync(holder)).Path);
    }

    [Fact]
    public async Task A_deletion_that_was_withdrawn_can_be_ordered_again()
    {
        await _site.RegisterAsync(Address);
        var holder = await _site.SignedInAsync(Address);
        var first = await EraseAsync(holder);
        await holder.SubmitAsync(first, "#withdraw-form");

        var second = await EraseAsync(holder);

        Assert.NotEqual(first.Path, second.Path);
        Assert.Equal(RequestState.Received, (await _site.ReadAsync(second.Path.Split('/')[^1])).State);
    }

    [Fact]
    public async Task A_copy_is_asked_for_once_a_minute_and_another_right_is_another_order()
    {
        await _site.RegisterAsync(Address);
        var holder = await _site.SignedInAsync(Address);

        var at_once = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => RequestSteps.AskForPackageAsync(holder, "Access")));
        var other = await RequestSteps.AskForPackageAsync(holder, "Portability");
        _site.Time.Advance(TimeSpan.FromMinutes(2));
        var later = await RequestSteps.AskForPackageAsync(holder, "Access");

        Assert.Single(at_once.Distinct(StringComparer.Ordinal));
        Assert.Equal(3, new[] { at_once[0], other, later }.Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public async Task Two_wishes_are_two_corrections()
    {
        await _site.RegisterAsync(Address);
        var holder = await _site.SignedInAsync(Address);

        var one = await CorrectAsync(holder, "Ada One");
        var again = await CorrectAsync(holder, "Ada One");
        var two = await CorrectAsync(holder, "Ada Two");

        Assert.Equal(one.Path, again.Path);
        Assert.NotEqual(one.Path, two.Path);
    }

    [Fact]
    public async Task The_order_of_one_customer_is_none_of_another()
    {
        await _site.RegisterAsync(Address);
        await _site.RegisterAsync("bob@example.com");

        var one = await EraseAsync(await _site.SignedInAsync(Address));
        var other = await EraseAsync(await _site.SignedInAsync("bob@example.com"));

        Assert.Equal((HttpStatusCode.OK, HttpStatusCode.OK), (one.Status, other.Status));
        Assert.NotEqual(one.Path, other.Path);
    }

    private static async Task<Page> EraseAsync(PageVisitor holder) => await holder.SubmitAsync(
        await holder.GetAsync(PrivacyRoutes.AccountDataErase), "#erase-form", new Dictionary<string, string> { ["Password"] = RequestSteps.Password });

    private static async Task<Page> CorrectAsync(PageVisitor holder, string wish) => await holder.SubmitAsync(
        await holder.GetAsync(PrivacyRoutes.AccountDataCorrect), "#correct-form",
        new Dictionary<string, string> { ["Field"] = "Name", ["Wish"] = wish, ["Password"] = RequestSteps.Password });
}
