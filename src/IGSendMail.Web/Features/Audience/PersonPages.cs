using System.ComponentModel.DataAnnotations;
using IGSendMail.Platform.Audience;
using IGSendMail.Web.Features.Shared;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.ModelBinding.Validation;

namespace IGSendMail.Web.Features.Audience;

/// <summary>Gathers what the page of a person shows.</summary>
public sealed class PersonPages(Lists lists, People people, ImportDecisions decisions, ReadOnlyAccounts readOnly)
{
    /// <summary>The page, or null if the account has no such person on this list.</summary>
    public async Task<PersonPage?> FindAsync(ListedKey key, CancellationToken cancellation)
    {
        if (await lists.FindAsync(key.List, cancellation) is not { } list
            || await people.FindAsync(key, cancellation) is not { } person)
        {
            return null;
        }

        var import = person.ImportId is { } id ? await lists.ImportAsync(new(key.Account, id), cancellation) : null;
        var names = (await lists.AllAsync(key.Account, cancellation)).ToDictionary(l => l.Id, l => l.Name);
        return new PersonPage(list, person, import)
        {
            Origin = person.Content.Origin ?? (import is null ? null : (await decisions.ContentOfAsync(import, cancellation)).Origin),
            Elsewhere = [.. (await people.ElsewhereAsync(key.Account, person, cancellation)).Select(p => (names[p.ListId], p))],
            Form = PersonForm.Of(person),
            ReadOnly = await readOnly.FindAsync(key.Account, cancellation),
        };
    }
}

/// <summary>One person on a list.</summary>
/// <param name="List">The list.</param>
/// <param name="Person">The person.</param>
/// <param name="Import">The upload with which they came, if it is known.</param>
public sealed record PersonPage(OpenedList List, ListedPerson Person, Import? Import)
{
    /// <summary>Where the person comes from, as the customer declared; null if that was not asked.</summary>
    public DeclaredOrigin? Origin { get; init; }

    /// <summary>The other lists on which the person is.</summary>
    public IReadOnlyList<(string List, ListedPerson Person)> Elsewhere { get; init; } = [];

    /// <summary>What is held, to be changed.</summary>
    public PersonForm Form { get; init; } = new();

    /// <summary>Why nothing can be changed now; null if it can.</summary>
    public ReadOnlyNotice? ReadOnly { get; init; }
}

/// <summary>The form that changes a person's entry.</summary>
public class PersonForm : IValidatableObject
{
    private const int MostValue = 4_000;

    /// <summary>The address.</summary>
    [Required(ErrorMessage = "Enter an e-mail address.")]
    public string? Email { get; set; }

    /// <summary>The other columns, in their order.</summary>
    public List<PersonColumn> Columns { get; set; } = [];

    /// <summary>What is held about a person.</summary>
    public static PersonForm Of(ListedPerson person) => new()
    {
        Email = person.Content.Address,
        Columns = [.. person.Content.Attributes.Select(a => new PersonColumn { Name = a.Key, Value = a.Value })],
    };

    /// <summary>The columns that have a name.</summary>
    /// <param name="before">What is held now. A browser writes line ends in its own way: a value that differs in these alone stays as it is.</param>
    public OrderedDictionary<string, string> Attributes(IReadOnlyDictionary<string, string> before)
    {
        var attributes = new OrderedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var column in Columns.Where(c => !string.IsNullOrWhiteSpace(c.Name)))
        {
            var value = column.Value ?? "";
            attributes[column.Name!] = before.TryGetValue(column.Name!, out var now) && now.ReplaceLineEndings("\n") == value.ReplaceLineEndings("\n") ? now : value;
        }

        return attributes;
    }

    /// <summary>Why a change was not made.</summary>
    public static string WordsOf(PersonChange change) => change switch
    {
        PersonChange.Twice => "This address is on the list already.",
        PersonChange.OptedOut => "The person with this address wants no e-mails from you. Nobody but they can change that.",
        PersonChange.OnHold => "A legal hold forbids to change this list for now. Ask us when it ends.",
        _ => "The person, the list or the account is gone meanwhile.",
    };

    /// <inheritdoc />
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (Email is not null && AddressField.Problem(Email) is { } problem)
        {
            yield return new ValidationResult(problem, [nameof(Email)]);
        }

        if (Columns.Exists(c => c.Value?.Length > MostValue || c.Name?.Length > Platform.Audience.Reading.FileReading.MostNameCharacters))
        {
            yield return new ValidationResult("A value may have 4,000 characters at most, a column’s name 200.", [nameof(Columns)]);
        }
    }
}

/// <summary>One column of a person's entry.</summary>
public sealed class PersonColumn
{
    public string? Name { get; set; }

    public string? Value { get; set; }

    /// <summary>How high its field is; null for a single line. A browser would take the line breaks out of a field of one line.</summary>
    public int? Rows => Value?.AsSpan().IndexOfAny('\r', '\n') >= 0 ? 4 : null;
}

/// <summary>The form that enters one person.</summary>
public sealed class NewPersonForm : PersonForm
{
    /// <summary>On which basis the person may be written to.</summary>
    [Required(ErrorMessage = "Choose why this person may be written to.")]
    [EnumDataType(typeof(DeclaredBasis), ErrorMessage = "Choose why this person may be written to.")]
    public DeclaredBasis? Basis { get; set; }

    /// <summary>Where and how they gave their address.</summary>
    [Required(ErrorMessage = "Write where the person comes from, such as “signed up at our shop on 3 May”.")]
    [StringLength(500, ErrorMessage = "Use at most 500 characters.")]
    public string? Source { get; set; }

    [BindNever]
    [ValidateNever]
    public OpenedList List { get; set; } = null!;

    /// <summary>True if the person opted out, and may be asked whether they want mail again.</summary>
    [BindNever]
    [ValidateNever]
    public bool MayAsk { get; set; }

    /// <summary>What the customer declares.</summary>
    [BindNever]
    [ValidateNever]
    public DeclaredOrigin Origin => new(Basis!.Value, Source!.Trim());
}

/// <summary>The form that removes a person.</summary>
public sealed class RemoveForm
{
    /// <summary>True to remove the person from all lists.</summary>
    public bool FromAll { get; set; }

    /// <summary>True if the person must not come back to any list.</summary>
    public bool KeepOff { get; set; }

    /// <summary>What was done.</summary>
    public string Words(PersonChange change) => change == PersonChange.OnHold
        ? $"{(KeepOff ? "The person is kept off all lists from now on. " : "")}A legal hold forbids to delete the entry for now; {(KeepOff ? "it goes when the hold ends." : "it stays.")}"
        : KeepOff ? "The person is removed from all your lists, and no upload, form or edit can bring them back."
        : FromAll ? "The person is removed from all your lists." : "The person is removed from this list.";
}
