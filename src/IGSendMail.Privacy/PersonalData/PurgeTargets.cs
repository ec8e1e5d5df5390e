using IGSendMail.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;

namespace IGSendMail.Privacy.PersonalData;

/// <summary>Names of tables and columns for the engines' statements. They come from the model only, never from input.</summary>
internal static class PurgeTargets
{
    public static PurgeTarget Of(IGSendMailContext db, Type entity, string property)
    {
        var type = db.Model.FindEntityType(entity)
            ?? throw new InvalidOperationException($"{entity.Name} is not in the model.");
        var table = StoreObjectIdentifier.Create(type, StoreObjectType.Table)
            ?? throw new InvalidOperationException($"{entity.Name} has no table.");
        return new PurgeTarget(
            table.Name,
            type.FindProperty(property)!.GetColumnName(table)!,
            [.. type.FindPrimaryKey()!.Properties.Select(p => p.GetColumnName(table)!)]);
    }

    /// <summary>The same for what goes by age: rows of an account that is kept stay, whatever else is decided meanwhile.</summary>
    public static PurgeTarget ByAge(IGSendMailContext db, IMappedTable mapped, string property, PurgeGuard? guard)
    {
        var target = Of(db, mapped.Entity, property);
        if (guard is null || AccountOf(mapped, guard) is not { } account)
        {
            return target;
        }

        var keeper = Of(db, guard.Entity, guard.Account);
        return target with
        {
            Unless = new PurgeUnless(
                Of(db, mapped.Entity, account).Column, keeper.Table, keeper.Column, Of(db, guard.Entity, guard.EndedAt).Column),
        };
    }

    /// <summary>The property by which a row belongs to an account whose rows may be kept; the guard's own rows do not.</summary>
    public static string? AccountOf(IMappedTable mapped, PurgeGuard? guard) => mapped.Entity == guard?.Entity
        ? null
        : mapped.Identifiers.FirstOrDefault(i => i.Kind == IdentifierKind.Account && !i.ForAnotherController)?.Property;
}
