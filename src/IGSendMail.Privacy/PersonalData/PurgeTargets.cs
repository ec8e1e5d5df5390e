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
}
