using IGSendMail.Platform.Audience;
using IGSendMail.Storage;
using IGSendMail.Web.Features.Shared;
using IGSendMail.Web.Features.Site;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;

namespace IGSendMail.Web.Features.Audience;

/// <summary>One person on a list: seen, entered, changed, removed.</summary>
[Authorize(Policy = SitePolicies.Customer)]
[ResponseCache(NoStore = true, Location = ResponseCacheLocation.None)]
public sealed class PersonController(PersonPages pages, Lists lists, PeopleChanges changes, ReadOnlyAccounts readOnly) : Controller
{
    private const string Folder = "/Features/Audience/";

    /// <summary>The person: what is held, why, since when.</summary>
    [HttpGet(SiteRoutes.Person)]
    public async Task<IActionResult> Show(Guid listId, Guid personId, CancellationToken cancellation) =>
        await pages.FindAsync(KeyOf(listId, personId), cancellation) is { } page ? View(Folder + "Person.cshtml", page) : NotFound();

    /// <summary>Changes what is held about them.</summary>
    [HttpPost(SiteRoutes.Person)]
    public async Task<IActionResult> Change(
        Guid listId, Guid personId, [Bind(Prefix = nameof(PersonPage.Form))] PersonForm form, CancellationToken cancellation)
    {
        if (await pages.FindAsync(KeyOf(listId, personId), cancellation) is not { } page)
        {
            return NotFound();
        }

        if (ModelState.IsValid && await readOnly.FindAsync(User.AccountId(), cancellation) is null)
        {
            var change = await changes.ChangeAsync(KeyOf(listId, personId), EmailAddress.Of(form.Email!), form.Attributes(page.Person.Content.Attributes), cancellation);
            if (change == PersonChange.Done)
            {
                this.Confirm("The person’s entry is changed.");
                return RedirectToAction(nameof(Show), null, new { listId, personId }, Confirmation.Fragment);
            }

            Say(change, $"{nameof(PersonPage.Form)}.{nameof(PersonForm.Email)}");
        }

        Response.StatusCode = StatusCodes.Status400BadRequest;
        return View(Folder + "Person.cshtml", page with { Form = form });
    }

    /// <summary>The form that enters one person.</summary>
    [HttpGet(SiteRoutes.NewPerson)]
    public async Task<IActionResult> New(Guid listId, CancellationToken cancellation) =>
        await lists.FindAsync(ListOf(listId), cancellation) is not { } list ? NotFound()
        : await readOnly.FindAsync(User.AccountId(), cancellation) is not null ? ToList(listId)
        : View(Folder + "NewPerson.cshtml", new NewPersonForm { List = list });

    /// <summary>Enters one person.</summary>
    [HttpPost(SiteRoutes.NewPerson)]
    public async Task<IActionResult> New(Guid listId, NewPersonForm form, CancellationToken cancellation)
    {
        if (await lists.FindAsync(ListOf(listId), cancellation) is not { } list)
        {
            return NotFound();
        }

        form.List = list;
        if (ModelState.IsValid && await readOnly.FindAsync(User.AccountId(), cancellation) is null)
        {
            var (change, personId) = await changes.AddAsync(
                ListOf(listId), EmailAddress.Of(form.Email!), [], form.Origin, cancellation);
            if (change == PersonChange.Done)
            {
                this.Confirm("The person is on the list.");
                return RedirectToAction(nameof(Show), null, new { listId, personId }, Confirmation.Fragment);
            }

            form.MayAsk = change == PersonChange.OptedOut;
            Say(change, nameof(PersonForm.Email));
        }

        Response.StatusCode = StatusCodes.Status400BadRequest;
        return View(Folder + "NewPerson.cshtml", form);
    }

    /// <summary>Asks once more before a person is removed.</summary>
    [HttpGet(SiteRoutes.RemovePerson)]
    public async Task<IActionResult> Remove(Guid listId, Guid personId, CancellationToken cancellation) =>
        await pages.FindAsync(KeyOf(listId, personId), cancellation) is not { } page ? NotFound()
        : page.ReadOnly is not null ? RedirectToAction(nameof(Show), new { listId, personId })
        : View(Folder + "RemovePerson.cshtml", page);

    /// <summary>Removes a person.</summary>
    [HttpPost(SiteRoutes.RemovePerson)]
    public async Task<IActionResult> Remove(Guid listId, Guid personId, RemoveForm form, CancellationToken cancellation)
    {
        var change = await changes.RemoveAsync(KeyOf(listId, personId), form.FromAll, form.KeepOff, cancellation);
        if (change == PersonChange.Gone)
        {
            return NotFound();
        }

        this.Confirm(form.Words(change));
        return ToList(listId);
    }

    private void Say(PersonChange change, string field) => ModelState.AddModelError(field, PersonForm.WordsOf(change));

    private ListKey ListOf(Guid listId) => new(User.AccountId(), listId);

    private ListedKey KeyOf(Guid listId, Guid personId) => new(ListOf(listId), personId);

    private RedirectToActionResult ToList(Guid listId) =>
        RedirectToAction(nameof(AudienceController.List), "Audience", new { listId }, Confirmation.Fragment);
}
