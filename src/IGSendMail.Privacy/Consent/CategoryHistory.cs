using IGSendMail.Privacy.PersonalData;
using IGSendMail.Privacy.Purposes;
using IGSendMail.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace IGSendMail.Privacy.Consent;

/// <summary>A content that a category once had, kept so that people can be told what has changed since they agreed.</summary>
public sealed class CategoryEdition
{
    public required ConsentCategory Category { get; init; }

    /// <summary>Fingerprint of the content.</summary>
    public required long Fingerprint { get; init; }

    /// <summary>The content; see <see cref="CategoryContent.Text"/>.</summary>
    public required string Text { get; init; }

    /// <summary>When a site first served it.</summary>
    public required DateTimeOffset FirstServedAt { get; init; }

    internal sealed class Mapping : IEntityTypeConfiguration<CategoryEdition>
    {
        public void Configure(EntityTypeBuilder<CategoryEdition> table)
        {
            table.ToTable("CategoryEditions");
            table.HasKey(e => new { e.Category, e.Fingerprint });
        }
    }
}

/// <summary>The editions on the data map.</summary>
internal sealed class CategoryEditionEntry : DataMapEntry<CategoryEdition>
{
    protected override void Describe(MappedTable<CategoryEdition> table) => table
        .HoldsNothingPersonal("What the kinds of cookies consisted of, and since when")
        .NotPersonal(e => e.Category, "a kind of cookies")
        .NotPersonal(e => e.Fingerprint, "what the kind consisted of, the same for everybody")
        .NotPersonal(e => e.Text, "what the kind consisted of, the same for everybody")
        .NotPersonal(e => e.FirstServedAt, "when the site first served it");
}

/// <summary>Keeps every content that the categories had, and finds the one that a visitor agreed to.</summary>
public sealed class CategoryHistory(IDbContextFactory<IGSendMailContext> contexts, WordBook words, TimeProvider time)
{
    private IReadOnlyDictionary<(ConsentCategory, uint), CategoryContent> _known =
        new Dictionary<(ConsentCategory, uint), CategoryContent>();

    /// <summary>The content a fingerprint stands for, or null if it is not known here.</summary>
    public CategoryContent? Find(ConsentCategory category, uint fingerprint) => _known.GetValueOrDefault((category, fingerprint));

    /// <summary>Keeps the present contents and reads the former ones; once, before the site serves.</summary>
    public async Task KeepAsync(IEnumerable<CategoryContent> present, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var contents = present.ToList();
        var editions = await EditionsAsync(db, cancellation);
        for (var first = true; Missing(contents, editions).Any(); first = false)
        {
            try
            {
                await db.WriteAsync(
                    WriteUrgency.Interactive,
                    async token => db.AddRange(Missing(contents, await EditionsAsync(db, token))),
                    cancellation);
            }
            catch (DbUpdateException failure) when (first && db.Engine.IsKeyViolation(failure))
            {
                // Another replica started at the same moment and was first: its editions are read next.
            }

            editions = await EditionsAsync(db, cancellation);
        }

        _known = editions.ToDictionary(e => (e.Category, (uint)e.Fingerprint), e => CategoryContent.Read(e.Category, e.Text, words));
    }

    private static Task<List<CategoryEdition>> EditionsAsync(IGSendMailContext db, CancellationToken cancellation) =>
        db.Set<CategoryEdition>().AsNoTracking().ToListAsync(cancellation);

    private IEnumerable<CategoryEdition> Missing(List<CategoryContent> present, List<CategoryEdition> editions) => present
        .Where(c => !editions.Any(e => e.Category == c.Category && e.Fingerprint == c.Fingerprint))
        .Select(c => new CategoryEdition
        {
            Category = c.Category,
            Fingerprint = c.Fingerprint,
            Text = c.Text,
            FirstServedAt = time.GetUtcNow(),
        });
}
