using System.Linq.Expressions;

namespace IGSendMail.Privacy.PersonalData;

/// <summary>
/// Declares one entity on the data map. Entries are plain classes beside their entity, found by scanning. A test
/// fails while any property of any entity is missing.
/// </summary>
public abstract class DataMapEntry<T> : IDataMapEntry
    where T : class
{
    /// <inheritdoc />
    public IMappedTable Build()
    {
        var table = new MappedTable<T>();
        Describe(table);
        return table;
    }

    /// <summary>Says what every property is.</summary>
    protected abstract void Describe(MappedTable<T> table);
}

/// <summary>An entry of the data map, whatever its entity.</summary>
public interface IDataMapEntry
{
    /// <summary>The declaration.</summary>
    IMappedTable Build();
}

/// <summary>A declared property.</summary>
/// <param name="Property">Name in the entity.</param>
/// <param name="Words">What it is, for people; null if it is not personal.</param>
/// <param name="NotPersonal">Why it is not personal data, or null if it is.</param>
/// <param name="Withheld">Why the law says not to hand it out, or null.</param>
/// <param name="Disposition">What an erasure does to it.</param>
/// <param name="IsSealed">True if the column is encrypted.</param>
public sealed record MappedProperty(
    string Property, string? Words, string? NotPersonal, string? Withheld, DispositionKind Disposition, bool IsSealed)
{
    /// <summary>What its stored words mean, for people, where the words of the program do not say it themselves.</summary>
    public IReadOnlyDictionary<string, string>? Said { get; init; }
}

/// <summary>A column that finds a subject's rows.</summary>
/// <param name="Kind">Kind of identifier.</param>
/// <param name="Property">Name of the property, of type Guid or Guid?.</param>
/// <param name="Selector">The property as an expression.</param>
/// <param name="ForAnotherController">
/// True if rows found this way belong to a customer who decides about them: they are neither handed out nor erased by
/// this subject's request but named as kept.
/// </param>
public sealed record MappedIdentifier(
    IdentifierKind Kind, string Property, LambdaExpression Selector, bool ForAnotherController);

/// <summary>When rows go by age.</summary>
/// <param name="Period">How long after <paramref name="Property"/>.</param>
/// <param name="Property">Name of the instant the period counts from; rows without it stay.</param>
public sealed record MappedExpiry(RetentionPeriod Period, string Property);
