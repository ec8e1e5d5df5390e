using System.Text.Json;

namespace IGSendMail.Privacy.Backups;

/// <summary>What a drill found: a backup was put back in a place of its own, and what was undone by that was made so again there.</summary>
/// <param name="Format">Always <see cref="FormatName"/>.</param>
/// <param name="MadeAt">When the backup was made.</param>
/// <param name="Sums">The digest of its list of files: which backup it was.</param>
/// <param name="CheckedAt">When the drill began.</param>
/// <param name="WouldComeBack">Deletions since whose people or lists are in the backup.</param>
/// <param name="DeletedAgain">Those of which nothing was found after the replay.</param>
/// <param name="ToldLost">Things that people were told since and that the backup does not know.</param>
/// <param name="ToldAgain">Those that were so after the replay.</param>
/// <param name="Problem">Why this backup does not hold; null if it does.</param>
public sealed record DrillReport(
    string Format, DateTimeOffset MadeAt, string Sums, DateTimeOffset CheckedAt,
    int WouldComeBack, int DeletedAgain, int ToldLost, int ToldAgain, string? Problem)
{
    /// <summary>Names the format and its version.</summary>
    public const string FormatName = "igsendmail-drill/1";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerOptions.Web) { WriteIndented = true, NewLine = "\n" };

    /// <summary>True if the backup may be relied on.</summary>
    public bool Holds => Problem is null;

    /// <summary>What is signed.</summary>
    public byte[] ToBytes() => JsonSerializer.SerializeToUtf8Bytes(this, Json);
}
