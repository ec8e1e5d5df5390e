using Microsoft.EntityFrameworkCore.Metadata;

namespace IGSendMail.Privacy.PersonalData;

/// <summary>Compares the data map with the model of the database.</summary>
public static class DataMapCheck
{
    /// <summary>Stops a start whose tables hold what no inventory, export or erasure would know of.</summary>
    /// <exception cref="OffTheMapException">
    /// An entity or a property is not declared, or declared twice; the message names each of them.
    /// </exception>
    public static void RequireComplete(this DataMap map, IModel model)
    {
        var problems = Problems(map.Tables, model).ToList();
        if (problems.Count > 0)
        {
            throw new OffTheMapException(problems);
        }
    }

    private static IEnumerable<string> Problems(IReadOnlyList<IMappedTable> tables, IModel model)
    {
        var declared = tables.ToLookup(t => t.Entity);
        foreach (var entity in model.GetEntityTypes())
        {
            var entries = declared[entity.ClrType].ToList();
            if (entries.Count != 1)
            {
                yield return $"{entity.ClrType.FullName} is declared {(entries.Count == 0 ? "nowhere" : "more than once")}";
                continue;
            }

            var properties = entries[0].Properties.Select(p => p.Property).ToHashSet(StringComparer.Ordinal);
            foreach (var property in entity.GetProperties().Where(p => !properties.Contains(p.Name)))
            {
                yield return $"{entity.ClrType.FullName}.{property.Name} is declared nowhere";
            }
        }
    }
}

/// <summary>The database would hold something that is not on the data map.</summary>
/// <param name="problems">What is missing, each by its full name.</param>
public sealed class OffTheMapException(IEnumerable<string> problems) : Exception(
    "The data map is not complete, so the site does not start: what is not on it would be neither shown, handed out nor deleted. "
    + string.Join("; ", problems)
    + ". Declare it in a class that derives from DataMapEntry<T>, beside the entity.");
