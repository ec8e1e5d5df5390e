using System.Text.Json.Serialization;

namespace IGSendMail.Platform.Audience.Reading;

/// <summary>How a file is read, decided once for the whole of it.</summary>
/// <param name="Encoding">How its characters are written.</param>
/// <param name="Dialect">How its values are delimited.</param>
/// <param name="HasHeader">True if its first row names the columns; false if it is a person already.</param>
/// <param name="Names">Names of all columns, made different from each other.</param>
/// <param name="Unnamed">How many columns at the end have no name of their own.</param>
/// <param name="AddressColumn">Index of the e-mail column.</param>
/// <param name="StatusColumns">The columns that tell who wants mail and who does not.</param>
/// <param name="Start">Offset in the file of the first row with a person.</param>
/// <param name="StartLine">Its line.</param>
public sealed record FileReading(
    FileEncoding Encoding, Dialect Dialect, bool HasHeader, IReadOnlyList<string> Names, int Unnamed, int AddressColumn,
    IReadOnlyList<StatusColumn> StatusColumns, long Start, int StartLine)
{
    /// <summary>The most columns, that of the address included.</summary>
    public const int MostColumns = 100;

    /// <summary>The longest name of a column, in characters.</summary>
    public const int MostNameCharacters = 200;

    /// <summary>
    /// Columns that we add ourselves where we hand rows back to be corrected; an upload passes over them.
    /// </summary>
    public const string LineColumn = "Line in the file (not taken over)";

    /// <inheritdoc cref="LineColumn"/>
    public const string ReasonColumn = "Why the row was not taken (not taken over)";

    /// <summary>True for a column that is only for the eyes.</summary>
    internal static bool IsPassedOver(string name) => name is LineColumn or ReasonColumn;

    /// <summary>The first rows as they are understood, without those that are blank.</summary>
    [JsonIgnore]
    public IReadOnlyList<IReadOnlyList<string>> FirstRows { get; init; } = [];
}

/// <summary>What the customer decided about a reading; null means: as it was found.</summary>
/// <param name="Encoding">How the characters are written.</param>
/// <param name="Separator">What stands between two values.</param>
/// <param name="HasHeader">Whether the first row names the columns.</param>
/// <param name="AddressColumn">Index of the e-mail column.</param>
/// <param name="StatusColumn">Index of the status column; -1 if there is none.</param>
public sealed record FileChoices(
    FileEncoding? Encoding = null, char? Separator = null, bool? HasHeader = null, int? AddressColumn = null, int? StatusColumn = null)
{
    /// <summary>Nothing is decided: all is read as it was found.</summary>
    public static FileChoices None { get; } = new();
}
