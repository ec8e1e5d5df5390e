using System.ComponentModel.DataAnnotations;
using System.Globalization;
using IGSendMail.Platform.Audience;
using IGSendMail.Platform.Audience.Reading;
using IGSendMail.Web.Features.Shared;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.ModelBinding.Validation;

namespace IGSendMail.Web.Features.Audience;

/// <summary>Gathers what the page of an upload shows.</summary>
public sealed class ImportPages(Lists lists, ImportDecisions decisions, ImportPreviews previews, TimeProvider time)
{
    /// <summary>The page, or null if the account has no such upload.</summary>
    public async Task<ImportPage?> FindAsync(ImportKey key, int afterLine, CancellationToken cancellation)
    {
        if (await lists.ImportAsync(key, cancellation) is not { } import)
        {
            return null;
        }

        var content = await decisions.ContentOfAsync(import, cancellation);
        var problems = await lists.ProblemsAsync(import, afterLine, cancellation);
        return new ImportPage(
            import, content, await lists.FindAsync(import.List, cancellation), problems,
            problems.Count == Lists.ProblemsAPage ? problems[^1].Line : null)
        {
            FirstRows = import.State == ImportState.Asking && content.Reading is { } reading
                ? await previews.FirstRowsAsync(import, reading, cancellation)
                : [],
            HasRows = import.Bad > 0 && content.Reading is not null && previews.HasFile(import),
            MayBeUndone = import.State == ImportState.Done && import.UndoUntil > time.GetUtcNow(),
            ReadingForm = ReadingForm.Of(content),
        };
    }
}

/// <summary>One upload.</summary>
/// <param name="Import">The upload.</param>
/// <param name="Content">How it is read, and where its people come from.</param>
/// <param name="List">The list it goes to; null while it is not made yet, or once it is gone.</param>
/// <param name="Problems">Some of its rows that cannot be taken.</param>
/// <param name="NextLine">The mark of the next page of problems, or null.</param>
public sealed record ImportPage(
    Import Import, ImportContent Content, OpenedList? List, IReadOnlyList<ImportProblem> Problems, int? NextLine)
{
    /// <summary>How the file is read; null if that could not be found.</summary>
    public FileReading? Reading => Content.Reading;

    /// <summary>What the customer calls the list it goes to.</summary>
    public string? ListName => List?.Name ?? Content.NewList;

    /// <summary>How much of the file is read, in percent.</summary>
    public int Percent => Import.Size == 0 ? 100 : (int)(Import.Position * 100 / Import.Size);

    /// <summary>The first rows as they are understood.</summary>
    public IReadOnlyList<IReadOnlyList<string>> FirstRows { get; init; } = [];

    /// <summary>True while the rows that cannot be taken can be handed back.</summary>
    public bool HasRows { get; init; }

    /// <summary>True while it can be taken back.</summary>
    public bool MayBeUndone { get; init; }

    /// <summary>The answer of the customer.</summary>
    public AgreeForm Agree { get; init; } = new();

    /// <summary>How the file is read, to be changed.</summary>
    public ReadingForm ReadingForm { get; init; } = new();
}

/// <summary>The form with which a customer says yes to an upload.</summary>
public sealed class AgreeForm
{
    /// <summary>The bases there are.</summary>
    public static IReadOnlyList<Choice> Bases { get; } =
    [
        new(nameof(DeclaredBasis.Consent), "They agreed to get e-mails from us"),
        new(nameof(DeclaredBasis.Customers), "They bought something from us, and we write about similar things"),
        new(nameof(DeclaredBasis.Contract), "They are members, staff or partners of ours, and the e-mails belong to that"),
        new(nameof(DeclaredBasis.Other), "Something else, which I write below"),
    ];

    /// <summary>What an empty cell may do.</summary>
    public static IReadOnlyList<Choice> Empties { get; } =
    [
        new(nameof(Platform.Audience.EmptyCells.Keep), "Nothing: the value on the list stays"),
        new(nameof(Platform.Audience.EmptyCells.Empty), "It empties the value on the list"),
    ];

    /// <summary>On which basis the people may be written to.</summary>
    [Required(ErrorMessage = "Choose why these people may be written to.")]
    [EnumDataType(typeof(DeclaredBasis), ErrorMessage = "Choose why these people may be written to.")]
    public DeclaredBasis? Basis { get; set; }

    /// <summary>Where and how they gave their address.</summary>
    [Required(ErrorMessage = "Write where the people come from, such as “sign-up form on our website, since 2024”.")]
    [StringLength(500, ErrorMessage = "Use at most 500 characters.")]
    public string? Source { get; set; }

    /// <summary>What an empty cell does.</summary>
    [EnumDataType(typeof(EmptyCells), ErrorMessage = "Choose what an empty cell does.")]
    public EmptyCells? EmptyCells { get; set; } = Platform.Audience.EmptyCells.Keep;

    /// <summary>What the customer declares.</summary>
    [BindNever]
    [ValidateNever]
    public DeclaredOrigin Origin => new(Basis!.Value, Source!.Trim());
}

/// <summary>The form with which a customer says how a file is to be read; what is left empty is found.</summary>
public sealed class ReadingForm
{
    private const string None = "-1";

    /// <summary>The encodings there are.</summary>
    public static IReadOnlyList<Choice> Encodings { get; } =
    [
        new("", "Find it"),
        new(nameof(FileEncoding.Utf8), "UTF-8"),
        new(nameof(FileEncoding.Windows1252), "Windows-1252 (Western European)"),
        new(nameof(FileEncoding.Utf16), "UTF-16"),
        new(nameof(FileEncoding.Utf16BigEndian), "UTF-16, big-endian"),
    ];

    /// <summary>The separators there are.</summary>
    public static IReadOnlyList<Choice> Separators { get; } =
        [new("", "Find it"), new("comma", "Comma"), new("semicolon", "Semicolon"), new("tab", "Tab"), new("bar", "Vertical bar")];

    /// <summary>Whether the first row names the columns.</summary>
    public static IReadOnlyList<Choice> Heads { get; } =
        [new("", "Find it"), new("True", "The first row names the columns"), new("False", "The first row is a person already")];

    /// <summary>How the characters are written.</summary>
    public FileEncoding? Encoding { get; set; }

    /// <summary>What stands between two values.</summary>
    [RegularExpression("^(comma|semicolon|tab|bar)$")]
    public string? Separator { get; set; }

    /// <summary>Whether the first row names the columns.</summary>
    public bool? HasHeader { get; set; }

    /// <summary>Index of the e-mail column.</summary>
    [Range(0, FileReading.MostColumns)]
    public int? AddressColumn { get; set; }

    /// <summary>Index of the status column; -1 for none.</summary>
    [Range(-1, FileReading.MostColumns)]
    public int? StatusColumn { get; set; }

    /// <summary>The columns, to pick one.</summary>
    [BindNever]
    public IReadOnlyList<Choice> Columns { get; private init; } = [new("", "Find it")];

    /// <summary>The columns and none, to pick one.</summary>
    [BindNever]
    public IReadOnlyList<Choice> ColumnsOrNone => [Columns[0], new(None, "None"), .. Columns.Skip(1)];

    /// <summary>What was chosen.</summary>
    [BindNever]
    public FileChoices Choices => new(Encoding, Separator switch
    {
        "comma" => ',',
        "semicolon" => ';',
        "tab" => '\t',
        "bar" => '|',
        _ => null,
    }, HasHeader, AddressColumn, StatusColumn);

    /// <summary>The form as the customer filled it in last.</summary>
    public static ReadingForm Of(ImportContent content) => new()
    {
        Encoding = content.Choices.Encoding,
        Separator = content.Choices.Separator switch { ',' => "comma", ';' => "semicolon", '\t' => "tab", '|' => "bar", _ => null },
        HasHeader = content.Choices.HasHeader,
        AddressColumn = content.Choices.AddressColumn,
        StatusColumn = content.Choices.StatusColumn,
        Columns =
        [
            new("", "Find it"),
            .. (content.Reading?.Names ?? []).Select((name, index) => new Choice(
                index.ToString(CultureInfo.InvariantCulture), string.Create(CultureInfo.InvariantCulture, $"{index + 1}: {name}"))),
        ],
    };
}
