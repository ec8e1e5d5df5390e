using System.ComponentModel.DataAnnotations;
using IGSendMail.Platform.Audience;
using IGSendMail.Web.Features.Shared;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.ModelBinding.Validation;

namespace IGSendMail.Web.Features.Audience;

/// <summary>All lists of an account, and the uploads that wait for an answer.</summary>
/// <param name="Lists">The lists, newest first.</param>
/// <param name="Waiting">Uploads that wait for an answer.</param>
/// <param name="OpenRequests">How many requests of people wait for the customer's word.</param>
/// <param name="ReadOnly">Why nothing can be added now; null if it can.</param>
public sealed record ListsPage(IReadOnlyList<OpenedList> Lists, IReadOnlyList<Import> Waiting, int OpenRequests, ReadOnlyNotice? ReadOnly);

/// <summary>One list with its uploads and some of its people.</summary>
public sealed record ListPage(
    OpenedList List, IReadOnlyList<Import> Imports, PeoplePage People, PeopleFilter Show, bool IsFirst, ReadOnlyNotice? ReadOnly);

/// <summary>The deletion of a list, before it happens.</summary>
public sealed record DeleteListPage(OpenedList List, int Imports);

/// <summary>The search for one person, and who was found.</summary>
public sealed class SearchForm : IValidatableObject
{
    /// <summary>The address.</summary>
    [Required(ErrorMessage = "Enter an e-mail address.")]
    public string? Email { get; set; }

    /// <summary>Who was found; null before.</summary>
    [BindNever]
    [ValidateNever]
    public FoundPerson? Found { get; set; }

    /// <summary>Names of the lists by key.</summary>
    [BindNever]
    [ValidateNever]
    public IReadOnlyDictionary<Guid, string> Lists { get; set; } = new Dictionary<Guid, string>();

    /// <inheritdoc />
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext) =>
        Email is not null && AddressField.Problem(Email) is { } problem ? [new ValidationResult(problem, [nameof(Email)])] : [];
}

/// <summary>The form that gives a list another name.</summary>
public sealed class RenameForm
{
    /// <summary>Name of the list.</summary>
    [Required(ErrorMessage = "Name: give the list a name, such as “Customers”.")]
    [StringLength(100, ErrorMessage = "Name: use at most 100 characters.")]
    public string? Name { get; set; }

    [BindNever]
    [ValidateNever]
    public OpenedList List { get; set; } = null!;
}

/// <summary>The form that moves the people of a list to another one.</summary>
public sealed class MergeForm
{
    /// <summary>The other list.</summary>
    [Required(ErrorMessage = "Choose the list to which the people are moved.")]
    public Guid? Into { get; set; }

    [BindNever]
    [ValidateNever]
    public OpenedList List { get; set; } = null!;

    /// <summary>The lists there are to choose from.</summary>
    [BindNever]
    [ValidateNever]
    public IReadOnlyList<OpenedList> Others { get; set; } = [];
}

/// <summary>The form that makes a list.</summary>
public sealed class NewListForm
{
    /// <summary>Number of the form; see <see cref="UploadOrders"/>.</summary>
    public string? Order { get; set; }

    /// <summary>Name of the list.</summary>
    [Required(ErrorMessage = "Name: give the list a name, such as “Customers”.")]
    [StringLength(100, ErrorMessage = "Name: use at most 100 characters.")]
    public string? Name { get; set; }

    /// <summary>The file; read as a stream, never bound.</summary>
    [BindNever]
    [ValidateNever]
    public IFormFile? File { get; set; }

    /// <summary>The largest file, in words.</summary>
    [BindNever]
    [ValidateNever]
    public string Limit { get; set; } = "";
}

/// <summary>The form that adds a file to a list.</summary>
public sealed class AddToListForm
{
    /// <summary>Number of the form; see <see cref="UploadOrders"/>.</summary>
    public string? Order { get; set; }

    /// <summary>The file; read as a stream, never bound.</summary>
    [BindNever]
    [ValidateNever]
    public IFormFile? File { get; set; }

    [BindNever]
    [ValidateNever]
    public OpenedList List { get; set; } = null!;

    /// <summary>The largest file, in words.</summary>
    [BindNever]
    [ValidateNever]
    public string Limit { get; set; } = "";
}
