using IGSendMail.Privacy.PersonalData;
using IGSendMail.Storage;
using IGSendMail.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.Extensions.DependencyInjection;

namespace IGSendMail.Web.Tests.House;

/// <summary>No column off the map.</summary>
public sealed class DataMapTests : IDisposable
{
    /// <summary>Sealed columns that no store hands out or empties, each with its reason.</summary>
    private static readonly Dictionary<string, string> SealedTools = new(StringComparer.Ordinal)
    {
        ["ErasureRun.Target"] = "what the run itself needs to finish; the run empties it as its last step",
    };

    private readonly TestSite _site = new();
    private readonly IReadOnlyList<IEntityType> _entities;
    private readonly DataMap _map;

    public DataMapTests()
    {
        using var db = _site.Services.GetRequiredService<IDbContextFactory<IGSendMailContext>>().CreateDbContext();
        _entities = db.Model.GetEntityTypes().ToList();
        _map = _site.Services.GetRequiredService<DataMap>();
    }

    public void Dispose() => _site.Dispose();

    [Fact]
    public void Every_entity_is_declared_exactly_once() => Assert.Equal(
        _entities.Select(e => e.ClrType.FullName).Order(StringComparer.Ordinal),
        _map.Tables.Select(t => t.Entity.FullName).Order(StringComparer.Ordinal));

    [Fact]
    public void Every_property_of_every_entity_is_declared_exactly_once() => Assert.All(_entities, entity =>
        Assert.Equal(
            entity.GetProperties().Select(p => $"{entity.ClrType.Name}.{p.Name}").Order(StringComparer.Ordinal),
            Table(entity).Properties.Select(p => $"{entity.ClrType.Name}.{p.Property}").Order(StringComparer.Ordinal)));

    [Fact]
    public void Every_entity_about_a_person_says_how_it_is_found_and_what_it_is_for() =>
        Assert.All(_map.Tables.Where(t => t.Owner != DataOwner.Nobody), table =>
        {
            Assert.True(table.Identifiers.Count > 0, $"{table.Entity.Name} answers to nothing");
            Assert.True(table.Purposes.Count > 0, $"{table.Entity.Name} has no purpose");
            Assert.True(table.Title.Length > 0, $"{table.Entity.Name} has no title");
        });

    [Fact]
    public void An_entity_about_nobody_has_no_personal_property() => Assert.Empty(_map.Tables
        .Where(t => t.Owner == DataOwner.Nobody)
        .SelectMany(t => t.Properties.Where(p => p.NotPersonal is null).Select(p => $"{t.Entity.Name}.{p.Property}")));

    [Fact]
    public void Every_personal_property_has_words_and_every_other_a_reason() =>
        Assert.All(_map.Tables.SelectMany(t => t.Properties.Select(p => (t.Entity.Name, Property: p))), declared =>
            Assert.True(
                string.IsNullOrWhiteSpace(declared.Property.Words) != string.IsNullOrWhiteSpace(declared.Property.NotPersonal),
                $"{declared.Name}.{declared.Property.Property} needs words or a reason, one of them"));

    [Fact]
    public void Every_identifier_is_a_column_of_its_table() => Assert.All(_entities, entity =>
        Assert.All(Table(entity).Identifiers, i => Assert.Contains(
            entity.FindProperty(i.Property)?.ClrType, new Type?[] { typeof(Guid), typeof(Guid?) })));

    [Fact]
    public void Every_sealed_column_is_declared_as_personal() => Assert.Empty(_entities
        .SelectMany(e => e.GetProperties().Where(p => p.ClrType == typeof(Sealed))
            .Where(p => Table(e).Properties.Single(d => d.Property == p.Name) is not { NotPersonal: null, IsSealed: true })
            .Select(p => $"{e.ClrType.Name}.{p.Name}"))
        .Except(SealedTools.Keys, StringComparer.Ordinal));

    [Fact]
    public void Every_sealed_row_is_bound_to_its_own_table() => Assert.All(
        _entities.Where(e => e.GetProperties().Any(p => p.ClrType == typeof(Sealed))),
        entity => Assert.True(typeof(ISealedRow).IsAssignableFrom(entity.ClrType), $"{entity.ClrType.Name} is no ISealedRow"));

    private IMappedTable Table(IEntityType entity) => _map.Tables.Single(t => t.Entity == entity.ClrType);
}
