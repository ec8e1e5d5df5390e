using System.ComponentModel.DataAnnotations;
using IGSendMail.Platform.Accounts;
using IGSendMail.Platform.Audience;
using IGSendMail.Privacy.PersonalData;
using IGSendMail.Privacy.Requests;
using IGSendMail.Privacy.Settings;
using IGSendMail.Storage;
using IGSendMail.Web.Features.Shared;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.ModelBinding.Validation;

namespace IGSendMail.Web.Features.Audience;

/// <summary>Gathers what the pages about requests of people on a customer's lists show.</summary>
public sealed class PeopleRequestPages(
    IGSendMailContext db, PassedRequests requests, People people, Lists lists, ReadOnlyAccounts readOnly, PeopleContacts contacts,
    RetentionPeriods periods, SiteOptions site, TimeProvider time)
{
    /// <summary>A page of them, counted from 1; a number below that is the first page.</summary>
    public async Task<PeopleRequestsPage> AllAsync(Guid accountId, int page, CancellationToken cancellation)
    {
        var number = Math.Clamp(page, 1, int.MaxValue / PassedRequests.PageSize);
        var (found, isLast) = await requests.OfCustomerAsync(db, accountId, number, cancellation);
        var entries = await EntriesAsync(accountId, [.. found.Where(r => r.Notice.Said is null)], cancellation);
        return new PeopleRequestsPage(
            [.. found.Select(r => new PeopleRequestLine(r, [.. entries[r.Notice.RequestId]]))], Today, number, isLast, await readOnly.FindAsync(accountId, cancellation))
        {
            Form = new PeopleContactForm { Contact = await contacts.OfAsync(accountId, cancellation) },
        };
    }

    /// <summary>One of them, or null if it was not passed on to this customer.</summary>
    public async Task<PeopleRequestPage?> FindAsync(PassedKey key, CancellationToken cancellation) =>
        await requests.FindAsync(db, key, cancellation) is { } request
            ? new PeopleRequestPage(request, Today, [.. (await EntriesAsync(key.Customer, [request], cancellation))[key.Request]])
            {
                GoesOn = RequestClock.DayOf(periods[RequestPeriods.PassedOn].After(request.Notice.At), site.Zone),
                ReadOnly = await readOnly.FindAsync(key.Customer, cancellation),
            }
            : null;

    /// <summary>How many wait for the customer's word.</summary>
    public Task<int> CountOpenAsync(Guid accountId, CancellationToken cancellation) => PassedRequests.CountOpenAsync(db, accountId, cancellation);

    private DateOnly Today => RequestClock.DayOf(time.GetUtcNow(), site.Zone);

    /// <summary>Where the people who asked stand now, by request.</summary>
    private async Task<ILookup<Guid, PersonEntry>> EntriesAsync(
        Guid accountId, IReadOnlyList<PassedOnRequest> asked, CancellationToken cancellation)
    {
        var addresses = asked.Select(r => (r.Notice.RequestId, Address: EmailAddress.Find(r.Content?.RequesterAddress)))
            .Where(a => a.Address is not null).ToList();
        var names = await lists.NamesAsync(accountId, cancellation);
        var standing = await people.WhereAsync(accountId, addresses.ConvertAll(a => a.Address!), cancellation);
        return addresses
            .SelectMany(a => standing[a.Address!.Canonical], (a, key) => (a.RequestId, Key: key))
            .ToLookup(e => e.RequestId, e => new PersonEntry(e.Key.List.List, e.Key.Person, names.GetValueOrDefault(e.Key.List.List, "")));
    }
}

/// <summary>Where the person who asks stands on a list.</summary>
public sealed record PersonEntry(Guid ListId, Guid PersonId, string List);

/// <summary>A line of the list, with where its person stands.</summary>
public sealed record PeopleRequestLine(PassedOnRequest Request, IReadOnlyList<PersonEntry> Entries);

/// <summary>Fifty requests at most, those that wait first.</summary>
public sealed record PeopleRequestsPage(
    IReadOnlyList<PeopleRequestLine> Requests, DateOnly Today, int Number, bool IsLast, ReadOnlyNotice? ReadOnly)
{
    /// <summary>How people reach the customer.</summary>
    public PeopleContactForm Form { get; init; } = new();
}

/// <summary>What a customer sees of a request, and says about it.</summary>
/// <param name="Request">The request.</param>
/// <param name="Today">Today at the site.</param>
/// <param name="Entries">Where the person stands now.</param>
public sealed record PeopleRequestPage(PassedOnRequest Request, DateOnly Today, IReadOnlyList<PersonEntry> Entries)
{
    /// <summary>The day on which the address and the words are deleted.</summary>
    public DateOnly GoesOn { get; init; }

    /// <summary>What the customer says.</summary>
    public RequestAnswerForm Form { get; init; } = new();

    /// <summary>Why nothing can be said now; null if it can.</summary>
    public ReadOnlyNotice? ReadOnly { get; init; }

    /// <summary>True while the customer can say what was done.</summary>
    public bool IsOpen => ReadOnly is null && Request is { Notice.Said: null, Content: not null };

    /// <summary>True while what was said can be taken back.</summary>
    public bool CanTakeBack => ReadOnly is null && Request is { Notice.Said: { } said, Content: not null } && said.CanBeTakenBack();
}

/// <summary>The form with which a customer says what was done.</summary>
public sealed class RequestAnswerForm : IValidatableObject
{
    /// <summary>What there is to say.</summary>
    public static IReadOnlyList<Choice> Answers { get; } =
    [
        new(nameof(CustomerAnswer.Removed), "Remove the person from all my lists now"),
        new(nameof(CustomerAnswer.Corrected), "I corrected what stands on my lists"),
        new(nameof(CustomerAnswer.AnsweredThemselves), "I answered the person myself"),
        new(nameof(CustomerAnswer.Cannot), "I cannot do it, because of what I write below"),
    ];

    /// <summary>What was done.</summary>
    [Required(ErrorMessage = "Choose what you did.")]
    [EnumDataType(typeof(CustomerAnswer), ErrorMessage = "Choose what you did.")]
    public string? Answer { get; set; }

    /// <summary>The same as a word of the program; null while nothing fitting is chosen.</summary>
    [BindNever]
    [ValidateNever]
    public CustomerAnswer? Chosen => Answers.Any(a => a.Value == Answer) ? Enum.Parse<CustomerAnswer>(Answer!) : null;

    /// <summary>Why it cannot be done.</summary>
    [StringLength(PassedRequests.LongestReason, ErrorMessage = "Use at most 500 characters.")]
    public string? Because { get; set; }

    /// <summary>With a removal: true if the person must not come back to any list.</summary>
    public bool KeepOff { get; set; }

    /// <summary>What happened, once it has.</summary>
    public string Words => Chosen switch
    {
        CustomerAnswer.Removed when KeepOff => "The person is on none of your lists any more, and no upload, form or edit can bring them back. We show that to them.",
        CustomerAnswer.Removed => "The person is on none of your lists any more. We show that to them.",
        _ => "We have noted it and show it to the person.",
    };

    /// <summary>Why it was not taken.</summary>
    public static string WordsOf(AnswerTaken taken) => taken switch
    {
        AnswerTaken.SaidBefore => "You have said already what you did; that stays. It stands below.",
        AnswerTaken.OnHold => "A legal hold forbids to remove this person now. Choose “I cannot do it” and say so, or come back when the hold has ended.",
        AnswerTaken.NotOpen => "Your account is cancelled or not confirmed, so nothing can be changed here.",
        _ => "Who asked was deleted by age meanwhile, so nothing can be said any more.",
    };

    /// <inheritdoc />
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Chosen == CustomerAnswer.Cannot && string.IsNullOrWhiteSpace(Because))
        {
            yield return new ValidationResult("Write why you cannot do it; we show it to the person.", [nameof(Because)]);
        }

        if (KeepOff && Chosen is not null and not CustomerAnswer.Removed)
        {
            yield return new ValidationResult("Keeping a person off your lists goes with removing them: choose that, or take the tick away.", [nameof(KeepOff)]);
        }
    }
}
