using System.Globalization;
using System.Text.RegularExpressions;
using IGSendMail.Web.Features.Shared;
using IGSendMail.Web.Features.Site;
using Microsoft.Playwright;
using Xunit.Abstractions;

namespace IGSendMail.Browser.Tests;

/// <summary>
/// Somebody who was never here, on a phone, without help: from the first page by what can be seen and pressed. More than three presses are too
/// many. How many it takes stands in docs/promises.md.
/// </summary>
[Collection(BrowserTests.Name)]
public sealed partial class NewcomerTests(SiteInBrowser browser, ITestOutputHelper output)
{
    private const int TooMany = 3;

    [Fact]
    public async Task Cookies_are_refused()
    {
        await using var phone = await PhoneAsync();
        await phone.PressAsync(AriaRole.Button, "Reject all");

        await phone.ReadsAsync("Your choice is saved");
        await Assertions.Expect(phone.Page.Locator("#consent")).ToHaveCountAsync(0);
        Told("Refuse cookies", phone);
    }

    [Fact]
    public async Task When_a_list_is_gone_after_cancelling_stands_on_the_first_page_and_as_a_day_before_and_after_a_customer_cancels()
    {
        await using var stranger = await PhoneAsync();
        await stranger.ReadsAsync("until your lists are gone after you cancel, at most");
        Told("When a list is gone after cancelling: as a promise", stranger);

        await using var customer = await PhoneAsync("list");
        await customer.PressAsync(AriaRole.Link, "Account");
        await customer.PressAsync(AriaRole.Link, "Cancel your account");
        await customer.ReadsAsync("The people on your lists are deleted by");
        Told("When a list is gone after cancelling: the day, before one cancels", customer);

        await customer.Page.FillAsync("#Password", "correct horse battery staple");
        await customer.Page.Locator("#cancel .actions button").ClickAsync();
        await customer.HomeAsync();
        await customer.PressAsync(AriaRole.Link, "Account");
        await customer.ReadsAsync("they are gone by");
        Told("When a list is gone after cancelling: the day, once one has cancelled", customer);
    }

    [Fact]
    public async Task Whoever_wants_to_be_deleted_gets_there_with_and_without_an_account()
    {
        await using var stranger = await PhoneAsync();
        await stranger.PressAsync(AriaRole.Link, "Ask about your data");
        await stranger.PressAsync(AriaRole.Radio, "Delete my data");
        await stranger.Page.FillAsync("#Email", "newcomer@example.com");
        await stranger.PressAsync(AriaRole.Button, "Send the request");
        await stranger.Page.WaitForURLAsync($"**{PrivacyRoutes.RequestSent}*");
        Told("Be deleted, without an account: asked for", stranger);

        await using var customer = await PhoneAsync("account");
        await customer.PressAsync(AriaRole.Link, "Ask about your data");
        await customer.PressAsync(AriaRole.Link, "Review the deletion");
        await customer.Page.FillAsync("#erase-form [name=Password]", "correct horse battery staple");
        await customer.PressAsync(AriaRole.Button, "Delete everything");
        await customer.Page.WaitForURLAsync("**/privacy/requests/*");
        Told("Be deleted, with an account: ordered", customer);
    }

    [Theory]
    [InlineData("status-erased", "What happened to a request, without an account, in the browser that asked")]
    [InlineData("status-access", "What happened to a request, with an account")]
    public async Task What_happened_to_a_request_is_found_again(string scene, string road)
    {
        await using var phone = await PhoneAsync(scene);
        await phone.PressAsync(AriaRole.Link, "Requests");
        await phone.PressAsync(AriaRole.Link, Reference());

        await phone.ReadsAsync("Done");
        Told(road, phone);
    }

    [Fact]
    public async Task Whoever_has_only_the_e_mail_left_is_told_the_way_and_gets_a_new_link()
    {
        await using var reading = await PhoneAsync();
        await reading.PressAsync(AriaRole.Link, "Requests");
        await reading.ReadsAsync("Every e-mail about your request leads to its page");
        Told("What happened to a request, in another browser: where to look", reading);

        await using var before = await PhoneAsync("status-erased");
        await before.PressAsync(AriaRole.Link, "Requests");
        var page = await before.Page.GetByRole(AriaRole.Link, new() { NameRegex = Reference() }).GetAttributeAsync("href");
        await using var mailbox = await PhoneAsync();
        await mailbox.Page.GotoAsync(page!);
        await mailbox.PressAsync(AriaRole.Button, "Send me a fresh link");
        await mailbox.ReadsAsync("on its way");
        Told("What happened to a request, in another browser: a new link, from the e-mail", mailbox);
    }

    /// <summary>Prints the presses and holds them to the limit, and docs/promises.md to them.</summary>
    private void Told(string road, Phone phone)
    {
        output.WriteLine($"{road}: {phone.Presses}");
        Assert.InRange(phone.Presses, 0, TooMany);
        Assert.Contains(
            string.Create(CultureInfo.InvariantCulture, $"| {road} | {phone.Presses} |"),
            File.ReadAllText(Path.Combine(Repository.Root, "docs", "promises.md")), StringComparison.Ordinal);
    }

    /// <summary>The first page on a phone, in a browser that knows nothing or where a scene has left it.</summary>
    private async Task<Phone> PhoneAsync(string? scene = null)
    {
        var visitor = await browser.VisitorAsync(360);
        var page = await visitor.NewPageAsync();
        await page.SetViewportSizeAsync(360, 740);
        if (scene is not null)
        {
            await Scenes.OpenAsync(scene, page, browser.Site);
        }

        var phone = new Phone(page);
        await phone.HomeAsync();
        return phone;
    }

    [GeneratedRegex("^[A-Z]{2}-[0-9A-Z]{4}-[0-9A-Z]{4}$", RegexOptions.None, 10_000)]
    private static partial Regex Reference();

    private sealed class Phone(IPage page) : IAsyncDisposable
    {
        public IPage Page => page;

        public int Presses { get; private set; }

        public async Task HomeAsync()
        {
            Presses = 0;
            await page.GotoAsync(SiteRoutes.Home);
        }

        public Task PressAsync(AriaRole role, string name) => PressAsync(page.GetByRole(role, new() { Name = name, Exact = true }));

        public Task PressAsync(AriaRole role, Regex name) => PressAsync(page.GetByRole(role, new() { NameRegex = name }));

        public Task ReadsAsync(string words) => Assertions.Expect(page.GetByText(words).First).ToBeVisibleAsync();

        public ValueTask DisposeAsync() => page.Context.DisposeAsync();

        /// <summary>What is called so may stand on a page more than once; it leads to the same place.</summary>
        private async Task PressAsync(ILocator what)
        {
            await Assertions.Expect(what.First).ToBeVisibleAsync();
            await what.First.ClickAsync();
            Presses++;
            await page.IsAllThereAsync();
        }
    }
}
