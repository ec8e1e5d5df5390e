using System.Text.Json;

namespace IGSendMail.Privacy.Backups;

/// <summary>When a backup was made and what it must hold; its signature covers this.</summary>
/// <param name="Format">Always <see cref="FormatName"/>.</param>
/// <param name="MadeAt">When its database was copied.</param>
/// <param name="Program">The version of the program that made it.</param>
/// <param name="HasDatabase">False where the database lies on a server, whose own backups have it.</param>
/// <param name="Files">How many files, the database included.</param>
/// <param name="Bytes">How much they hold.</param>
/// <param name="Sums">SHA-256 of the list of all files with their digests.</param>
public sealed record BackupDescription(
    string Format, DateTimeOffset MadeAt, string Program, bool HasDatabase, int Files, long Bytes, string Sums)
{
    /// <summary>Names the format and its version.</summary>
    public const string FormatName = "igsendmail-backup/1";

    private static readonly JsonSerializerOptions Json = new(JsonSerializerOptions.Web)
    {
        WriteIndented = true,
        NewLine = "\n",
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
    };

    internal byte[] ToBytes() => JsonSerializer.SerializeToUtf8Bytes(this, Json);

    /// <summary>The description in a file; null if it is none of this format.</summary>
    internal static BackupDescription? Read(byte[] bytes)
    {
        try
        {
            return JsonSerializer.Deserialize<BackupDescription>(bytes, Json) is { Format: FormatName } read ? read : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
