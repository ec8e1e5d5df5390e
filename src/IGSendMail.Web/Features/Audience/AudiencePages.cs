using System.ComponentModel.DataAnnotations;
using IGSendMail.Platform.Audience;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.ModelBinding.Validation;

namespace IGSendMail.Web.Features.Audience;

/// <summary>All lists of an account.</summary>
public sealed record ListsPage(IReadOnlyList<OpenedList> Lists, ReadOnlyNotice? ReadOnly);

/// <summary>One list with its uploads and some of its people.</summary>
public sealed record ListPage(
    OpenedList List, IReadOnlyList<Import> Imports, PeoplePage People, bool IsFirst, ReadOnlyNotice? ReadOnly);

/// <summary>One upload of a list.</summary>
/// <param name="List">The list.</param>
/// <param name="Import">The upload.</param>
/// <param name="Problems">Some of its problems.</param>
/// <param name="NextLine">The mark of the next page of problems, or null.</param>
public sealed record ImportPage(OpenedList List, Import Import, IReadOnlyList<ImportProblem> Problems, int? NextLine)
{
    /// <summary>How much of the file is read, in percent.</summary>
    public int Percent => Import.Size == 0 ? 100 : (int)(Import.Position * 100 / Import.Size);
}

/// <summary>The deletion of a list, before it happens.</summary>
public sealed record DeleteListPage(OpenedList List, int Imports);

/// <summary>The form that makes a list.</summary>
public sealed class NewListForm
{
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
