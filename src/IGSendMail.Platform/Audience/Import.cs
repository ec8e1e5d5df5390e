using IGSendMail.Privacy.Settings;
using IGSendMail.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace IGSendMail.Platform.Audience;

/// <summary>How far an import is.</summary>
public enum ImportState
{
    /// <summary>Uploaded, not begun.</summary>
    Waiting,

    /// <summary>Being read, slice by slice.</summary>
    Running,

    /// <summary>Read to its end; the file is removed.</summary>
    Done,

    /// <summary>It cannot be read; <see cref="Import.Failure"/> says why and what to do.</summary>
    Failed,
}

/// <summary>
/// The reading of one uploaded file into a list. Counts and cursor change in the transaction that writes the people,
/// so that a process killed anywhere resumes without loss or doubles.
/// </summary>
public sealed class Import : IRevised
{
    /// <summary>The account that uploaded it.</summary>
    public required Guid AccountId { get; init; }

    /// <summary>Row key.</summary>
    public required Guid Id { get; init; }

    /// <summary>The list it goes to.</summary>
    public required Guid ListId { get; init; }

    /// <summary>How far it is.</summary>
    public ImportState State { get; set; }

    /// <summary>The uploaded file, relative to the imports folder; its name holds nothing but an instant and the key.</summary>
    public required string File { get; init; }

    /// <summary>Size of the file in bytes, as it was uploaded; on disk it is sealed.</summary>
    public required long Size { get; init; }

    /// <summary>When the upload was complete.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>When it was done or failed.</summary>
    public DateTimeOffset? FinishedAt { get; set; }

    /// <summary>Rows read so far, without the header.</summary>
    public int Rows { get; set; }

    /// <summary>People that were not on the list before.</summary>
    public int Added { get; set; }

    /// <summary>People whose other columns changed.</summary>
    public int Updated { get; set; }

    /// <summary>People who were on the list with the same values.</summary>
    public int Unchanged { get; set; }

    /// <summary>Rows that could not be taken; the first <see cref="ImportProblem.MostStored"/> are explained.</summary>
    public int Bad { get; set; }

    /// <summary>The cursor: bytes of the file that are dealt with.</summary>
    public long Position { get; set; }

    /// <summary>The cursor for people: line of the file at <see cref="Position"/>, counted from 1.</summary>
    public int Line { get; set; } = 1;

    /// <summary>Why it failed and what to do, in plain words without content of the file.</summary>
    public string? Failure { get; set; }

    /// <inheritdoc />
    public int Revision { get; set; }

    /// <summary>Where the sealed file stands.</summary>
    public SealedFilePlace FilePlace => FilePlaceOf(AccountId, File);

    /// <summary>Where an uploaded file stands, by its path relative to the imports folder.</summary>
    public static SealedFilePlace FilePlaceOf(Guid accountId, string file) =>
        new(DataOptions.ImportsName, AudienceKeys.Audience.Of(accountId), Path.GetFileName(file));

    /// <summary>True once nothing more will be read.</summary>
    public bool IsFinished => State is ImportState.Done or ImportState.Failed;

    internal sealed class Mapping : IEntityTypeConfiguration<Import>
    {
        public void Configure(EntityTypeBuilder<Import> table)
        {
            table.ToTable("Imports");
            table.HasKey(i => new { i.AccountId, i.Id });
            table.KeepRowsTogether();
            table.Ignore(i => i.IsFinished);
            table.Ignore(i => i.FilePlace);
            table.Property(i => i.File).HasMaxLength(120).IsUnicode(false);
            table.Property(i => i.Failure).HasMaxLength(400);

            // Holds unfinished imports only: the worker finds them without reading the history.
            table.HasIndex(i => i.AccountId).HasFilter("\"FinishedAt\" IS NULL");
        }
    }
}
