using IGSendMail.Platform.Audience.Reading;
using IGSendMail.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace IGSendMail.Platform.Audience;

/// <summary>A row of an upload that could not be taken: where it stands and why, never what it says.</summary>
public sealed class ImportProblem
{
    /// <summary>No import stores more problems than this; further bad rows are counted only.</summary>
    public const int MostStored = 1_000;

    /// <summary>The account that uploaded the file.</summary>
    public required Guid AccountId { get; init; }

    public required Guid ImportId { get; init; }

    /// <summary>Line of the file on which the row begins, counted from 1, header included.</summary>
    public required int Line { get; init; }

    /// <summary>What is wrong and what to do, in plain words that name the column.</summary>
    public required string Reason { get; init; }

    /// <summary>The problems of some rows, as far as they are explained one by one.</summary>
    /// <param name="before">How many bad rows came before these.</param>
    internal static IEnumerable<ImportProblem> Of(Import import, IEnumerable<CsvRow> rows, int before) => rows
        .Where(r => r.Problem is not null).Take(Math.Max(0, MostStored - before))
        .Select(r => new ImportProblem
        {
            AccountId = import.AccountId,
            ImportId = import.Id,
            Line = r.Line,
            Reason = r.Problem!,
        });

    internal sealed class Mapping : IEntityTypeConfiguration<ImportProblem>
    {
        public void Configure(EntityTypeBuilder<ImportProblem> table)
        {
            table.ToTable("ImportProblems");
            table.HasKey(p => new { p.AccountId, p.ImportId, p.Line });
            table.KeepRowsTogether();
            table.Property(p => p.Reason).HasMaxLength(400);
        }
    }
}
