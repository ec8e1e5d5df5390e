using IGSendMail.Privacy.Requests;
using IGSendMail.Testing;
using IGSendMail.Web.Features.Shared;
using IGSendMail.Web.Tests.Requests;

namespace IGSendMail.Web.Tests.Identity;

/// <summary>A new address is confirmed at its own mailbox, told to the old one, and can be stopped there for three days.</summary>
public sealed class AddressChangeTests : IAsyncDisposable
{
    private const string Old = "ada@example.com", New = "ada@new.example";
    private readonly TestSite _site = new();

    public ValueTask DisposeAsync() => _site.DisposeAsync();

    [Fact]
    public async Task It_is_changed_after_three_days_if_nobody_stops_it()
    {
        var reference = await ConfirmedChangeAsync();
        _site.Time.Advance(RequestConfirmation.StopFor - TimeSpan.FromMinutes(1));
        await _site.RunRequestsAsync();
        await _site.SignedInAsync(Old);

        _site.Time.Advance(TimeSpan.FromMinutes(2));
        await _site.RunRequestsAsync();

        Assert.Equal(RequestState.Done, (await _site.ReadAsync(reference)).State);
        await _site.SignedInAsync(New);
        Assert.True(Assert.Single(await _site.UsersAsync(New)).IsProved);
    }

    [Fact]
    public async Task The_old_mailbox_is_told_without_the_new_address_and_stops_it_by_its_link()
    {
        var reference = await ConfirmedChangeAsync();
        var letter = Assert.Single(await _site.LettersAsync<AddressChangeLetter>());
        Assert.Equal((Old, _site.Time.GetUtcNow() + RequestConfirmation.StopFor), (letter.ToAddress, letter.ChangesAt));
        Assert.DoesNotContain(New, letter.ToString(), StringComparison.Ordinal);
        _site.Time.Advance(TimeSpan.FromHours(71));

        var reader = _site.Visitor();
        var opened = await reader.SubmitAsync(await reader.GetAsync($"{PrivacyRoutes.ConfirmRequest}?token={letter.Token}"), "#confirm-form");
        Assert.Contains("withdraw this request", opened.TextOf("#address-changes"), StringComparison.Ordinal);
        await reader.SubmitAsync(opened, "#withdraw-form");
        _site.Time.Advance(TimeSpan.FromDays(2));
        await _site.RunRequestsAsync();

        Assert.Equal(RequestState.Withdrawn, (await _site.ReadAsync(reference)).State);
        Assert.Empty(await _site.UsersAsync(New));
        await _site.SignedInAsync(Old);
    }

    [Fact]
    public async Task An_old_address_that_nobody_has_shown_stops_nothing_and_is_told_nothing()
    {
        await _site.SquatAsync(Old);
        var holder = await _site.SignedInAsync(Old);
        await AskAsync(holder);
        await _site.ConfirmAsync(New, holder);

        await _site.RunRequestsAsync();

        Assert.Empty(await _site.LettersAsync<AddressChangeLetter>());
        Assert.True(Assert.Single(await _site.UsersAsync(New)).IsProved);
    }

    [Fact]
    public async Task A_new_account_that_somebody_else_opened_with_the_new_address_makes_way()
    {
        await _site.SquatAsync(New);
        await ConfirmedChangeAsync();
        _site.Time.Advance(RequestConfirmation.StopFor);

        await _site.RunRequestsAsync();

        Assert.True(Assert.Single(await _site.UsersAsync(New)).IsProved);
        await _site.SignedInAsync(New);
    }

    [Fact]
    public async Task The_link_to_the_new_mailbox_greets_nobody()
    {
        await _site.RegisterAsync(Old);
        await AskAsync(await _site.SignedInAsync(Old));

        var letter = Assert.Single(await _site.LettersAsync<RequestConfirmLetter>());

        Assert.Equal((New, (string?)null), (letter.ToAddress, letter.ToName));
    }

    private async Task<string> ConfirmedChangeAsync()
    {
        await _site.RegisterAsync(Old);
        var holder = await _site.SignedInAsync(Old);
        await AskAsync(holder);
        var page = await _site.ConfirmAsync(New, holder);
        await _site.RunRequestsAsync();
        return page.Path.Split('/')[^1];
    }

    private static async Task AskAsync(PageVisitor holder) => await holder.SubmitAsync(
        await holder.GetAsync(PrivacyRoutes.AccountDataCorrect), "#correct-form",
        new Dictionary<string, string> { ["Field"] = "Address", ["Wish"] = New, ["Password"] = RequestSteps.Password });
}
