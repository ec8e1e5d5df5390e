using System.Net;
using CsCheck;
using IGSendMail.Testing;
using IGSendMail.Web.Features.Shared;
using IGSendMail.Web.Tests.Consent;
using IGSendMail.Web.Tests.Processes;
using Customer = IGSendMail.Web.Tests.Accounts.Customer;

namespace IGSendMail.Web.Tests.Restore;

/// <summary>People who do one thing after another until the site is killed beneath them.</summary>
internal sealed class ToldDeeds(SiteProcess site, ToldPeople people, ToldLedger ledger, PCG random)
{
    private const int Most = 8;
    private readonly PageVisitor _owner = site.Visitor(people.OwnerCookies);

    /// <summary>Ends when they have done enough or the site is gone.</summary>
    public async Task ActAsync()
    {
        try
        {
            for (var act = 0; act < Most; act++)
            {
                await OneAsync((int)random.Next(10));
            }
        }
        catch (Exception gone) when (gone is HttpRequestException or IOException)
        {
            // Killed: whoever waited was told nothing.
        }
    }

    private Task OneAsync(int which) => which switch
    {
        0 => CancelOrUndoAsync(),
        1 => EraseAsync(),
        < 4 => WithdrawAsync(),
        < 7 => DeleteListAsync(),
        _ => RemovePersonAsync(),
    };

    private Task CancelOrUndoAsync() => TellAsync(ToldPeople.Cancelled, async () =>
    {
        var page = await _owner.GetAsync("/account/cancel");
        return ledger.IsSo(ToldPeople.Cancelled)
            ? await _owner.SubmitAsync(page, "form[action='/account/undo-cancel']")
            : await _owner.SubmitAsync(page, "form#cancel", new Dictionary<string, string> { ["Password"] = Customer.Password });
    });

    private async Task EraseAsync()
    {
        foreach (var (cookies, account) in people.Leaving.Where(l => !ledger.IsSo(ToldPeople.Erased(l.Account))).Take(1))
        {
            var visitor = site.Visitor(cookies);
            await TellAsync(ToldPeople.Erased(account), async () => await visitor.SubmitAsync(
                await visitor.GetAsync(PrivacyRoutes.AccountDataErase), "#erase-form", new Dictionary<string, string> { ["Password"] = Customer.Password }));
        }
    }

    private async Task WithdrawAsync()
    {
        foreach (var (cookies, chain) in people.Browsers.Where(b => !ledger.IsSo(ToldPeople.Withdrawn(b.Chain))).Take(1))
        {
            await TellAsync(ToldPeople.Withdrawn(chain), () => site.Visitor(cookies).ChooseAllAsync("reject"));
        }
    }

    private async Task DeleteListAsync()
    {
        foreach (var (list, _) in Standing().Take(1))
        {
            await TellAsync(ToldPeople.Deleted(list), async () => await _owner.SubmitAsync(await _owner.GetAsync($"/lists/{list}/delete"), "form#delete"));
        }
    }

    private async Task RemovePersonAsync()
    {
        foreach (var (list, person) in Standing().Where(l => !ledger.IsSo(ToldPeople.Removed(l.Person))).Skip(3).Take(1))
        {
            await TellAsync(
                ToldPeople.Removed(person), async () => await _owner.SubmitAsync(await _owner.GetAsync($"/lists/{list}/people/{person}/remove"), "form#remove"));
        }
    }

    /// <summary>Lists that can be worked with: not in an account that is cancelled, and none of which a person was removed.</summary>
    private IEnumerable<(Guid Id, Guid Person)> Standing() => ledger.IsSo(ToldPeople.Cancelled)
        ? []
        : people.Lists.Where(l => !ledger.IsSo(ToldPeople.Deleted(l.Id)) && !ledger.IsSo(ToldPeople.Removed(l.Person)));

    private async Task TellAsync(string what, Func<Task<Page>> act)
    {
        ledger.Ask(what);
        var page = await act();
        Assert.True(page.Status == HttpStatusCode.OK, $"{what}: {page.Status} {page.Text}");
        ledger.Tell(what);
    }
}
