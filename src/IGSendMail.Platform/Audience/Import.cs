using IGSendMail.Privacy.Settings;
using IGSendMail.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace IGSendMail.Platform.Audience;

/// <summary>How far an import is.</summary>
public enum ImportState
{
    /// <summary>The customer said yes; it is not begun.</summary>
    Waiting,

    /// <summary>Being read into the list, slice by slice.</summary>
    Running,

    /// <summary>Read to its end.</summary>
    Done,

    /// <summary>It cannot be read; <see cref="Import.Failure"/> says why and what to do.</summary>
    Failed,

    /// <summary>The file is looked through; nothing is taken.</summary>
    Looking,

    /// <summary>
    /// The customer is asked: counts say what would happen. With a <see cref="Import.Failure"/> it can only be read differently.
    /// </summary>
    Asking,

    /// <summary>It is being taken back.</summary>
    Undoing,

    /// <summary>It was taken back.</summary>
    Undone,
}

/// <summary>
/// The reading of one uploaded file into a list: looked through, asked about, taken. Counts and cursor change in the
/// transaction that writes the people, so that a process killed anywhere resumes without loss or doubles.
/// </summary>
public sealed class Import : ISealedRow, IRevised
{
    /// <summary>The account that uploaded it.</summary>
    public required Guid AccountId { get; init; }

    /// <summary>Row key.</summary>
    public required Guid Id { get; init; }

    /// <summary>The list it goes to. A new list is made when the customer says yes, not before.</summary>
    public required Guid ListId { get; set; }

    /// <summary>How far it is.</summary>
    public ImportState State { get; set; }

    /// <summary>The uploaded file, relative to the imports folder; its name holds nothing but an instant and the key.</summary>
    public required string File { get; init; }

    /// <summary>Size of the file in bytes, as it was uploaded; on disk it is sealed.</summary>
    public required long Size { get; init; }

    /// <summary>When the upload was complete.</summary>
    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>
    /// An <see cref="ImportContent"/>: how the file is read, and where its people come from. Null for uploads from before it was
    /// asked.
    /// </summary>
    public Sealed? Content { get; set; }

    /// <summary>When the customer said yes.</summary>
    public DateTimeOffset? AgreedAt { get; set; }

    /// <summary>When it was done, failed, or was taken back.</summary>
    public DateTimeOffset? FinishedAt { get; set; }

    /// <summary>Until when it can be taken back; null if it cannot (any more).</summary>
    public DateTimeOffset? UndoUntil { get; set; }

    /// <summary>Rows read so far, without the header.</summary>
    public int Rows { get; set; }

    /// <summary>People that were not on the list before; while the customer is asked: people that would be new.</summary>
    public int Added { get; set; }

    /// <summary>People whose other columns changed.</summary>
    public int Updated { get; set; }

    /// <summary>People who were on the list with the same values; while the customer is asked: people who are on the list already.</summary>
    public int Unchanged { get; set; }

    /// <summary>Rows whose status says that the person wants no mail: each became a keyed hash that no later upload lifts.</summary>
    public int OptedOut { get; set; }

    /// <summary>Rows of people who opted out before: they stay off.</summary>
    public int LeftOut { get; set; }

    /// <summary>Of a taken-back import: people and changes that went.</summary>
    public int TakenBack { get; set; }

    /// <summary>Of a taken-back import: people who were changed since, and stayed as they are.</summary>
    public int Stayed { get; set; }

    /// <summary>
    /// The key of the first person that it added: all others have later keys. Null if it added nobody. While it is taken back
    /// it moves on to the next one.
    /// </summary>
    public Guid? FirstPersonId { get; set; }

    /// <summary>The key of the last person that it added.</summary>
    public Guid? LastPersonId { get; set; }

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
    public bool IsFinished => State is ImportState.Done or ImportState.Failed or ImportState.Undone;

    /// <summary>True while this program has something to do with it.</summary>
    public bool IsAtWork => State is ImportState.Looking or ImportState.Waiting or ImportState.Running or ImportState.Undoing;

    /// <inheritdoc />
    public SealedPlace Place => PlaceOf(Key);

    /// <summary>What names it, with the account that uploaded it.</summary>
    public ImportKey Key => new(AccountId, Id);

    /// <summary>Key of the list it goes to.</summary>
    public ListKey List => new(AccountId, ListId);

    /// <summary>Where the row with this key stands.</summary>
    public static SealedPlace PlaceOf(ImportKey import) => new("Imports", AudienceKeys.Audience.Of(import.Account), import.Import);

    /// <summary>The same upload as if nothing of it had been read yet.</summary>
    internal Import AtBeginning() => new()
    {
        AccountId = AccountId,
        Id = Id,
        ListId = ListId,
        File = File,
        Size = Size,
        CreatedAt = CreatedAt,
    };

    /// <summary>Forgets what was counted, before the file is read from its beginning.</summary>
    public void CountAnew() => (Rows, Added, Updated, Unchanged, OptedOut, LeftOut, Bad, Position, Line) = (0, 0, 0, 0, 0, 0, 0, 0, 1);

    internal sealed class Mapping : IEntityTypeConfiguration<Import>
    {
        public void Configure(EntityTypeBuilder<Import> table)
        {
            table.ToTable("Imports");
            table.HasKey(i => new { i.AccountId, i.Id });
            table.KeepRowsTogether();
            table.Ignore(i => i.IsFinished);
            table.Ignore(i => i.IsAtWork);
            table.Ignore(i => i.FilePlace);
            table.Ignore(i => i.Place);
            table.Ignore(i => i.Key);
            table.Ignore(i => i.List);
            table.Property(i => i.File).HasMaxLength(120).IsUnicode(false);
            table.Property(i => i.Failure).HasMaxLength(400);

            // Holds imports only that can still be taken back: what is kept for that goes when the time is over.
            table.HasIndex(i => new { i.AccountId, i.UndoUntil }).HasFilter("\"UndoUntil\" IS NOT NULL");

            // Holds unfinished imports only: the worker finds them without reading the history.
            table.HasIndex(i => i.AccountId).HasFilter("\"FinishedAt\" IS NULL");
        }
    }
}

/// <summary>Key of an upload, together with the account that made it.</summary>
/// <param name="Account">Key of the account.</param>
/// <param name="Import">Key of the upload.</param>
public readonly record struct ImportKey(Guid Account, Guid Import);
