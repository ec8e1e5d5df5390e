using System.Linq.Expressions;
using System.Reflection;
using IGSendMail.Storage;

namespace IGSendMail.Privacy.PersonalData;

/// <summary>A declared table, whatever its entity.</summary>
public interface IMappedTable
{
    Type Entity { get; }

    /// <summary>What the table holds, for people.</summary>
    string Title { get; }

    /// <summary>Category of its rows.</summary>
    DataCategory Category { get; }

    /// <summary>Whose data it is; Nobody for tables without personal data.</summary>
    DataOwner Owner { get; }

    /// <summary>
    /// Everybody whom its rows may be about, the owner first: whoever it answers to, and who is named besides. Rows about people on
    /// lists lie beneath a customer's account and are not about that customer.
    /// </summary>
    IReadOnlyList<DataOwner> About { get; }

    /// <summary>Who decides.</summary>
    ProcessingRole Role { get; }

    /// <summary>What for.</summary>
    IReadOnlyList<Purpose> Purposes { get; }

    /// <summary>On which basis.</summary>
    LawfulBasis Basis { get; }

    /// <summary>Why rows outlive an erasure, or null if they go.</summary>
    KeptRows? Kept { get; }

    /// <summary>Erasure order, lowest first.</summary>
    int Order { get; }

    /// <summary>Every declared property.</summary>
    IReadOnlyList<MappedProperty> Properties { get; }

    /// <summary>How a subject's rows are found.</summary>
    IReadOnlyList<MappedIdentifier> Identifiers { get; }

    /// <summary>When rows go by age, or null.</summary>
    MappedExpiry? Expiry { get; }

    /// <summary>Keys that join its records to others in a copy.</summary>
    IReadOnlyList<RecordLink> Links { get; }
}

/// <summary>Why rows of a table stay when their owner is erased.</summary>
/// <param name="Reason">In plain words.</param>
/// <param name="Basis">The rule.</param>
public sealed record KeptRows(string Reason, string Basis);

/// <summary>The declaration of one table, written by its entry.</summary>
public sealed class MappedTable<T> : IMappedTable
    where T : class
{
    private readonly List<MappedProperty> _properties = [];
    private readonly List<MappedIdentifier> _identifiers = [];
    private readonly List<MappedLink<T>> _links = [];
    private readonly List<DataOwner> _alsoAbout = [];
    private readonly List<(IdentifierKind Kind, Func<IGSendMailContext, Guid, IQueryable<T>> Find)> _held = [];

    /// <inheritdoc />
    public Type Entity => typeof(T);

    /// <inheritdoc />
    public string Title { get; private set; } = "";

    /// <summary>See <see cref="StoreDescription.TitleAtCustomers"/>.</summary>
    public string? TitleAtCustomers { get; private set; }

    /// <inheritdoc />
    public DataCategory Category { get; private set; }

    /// <inheritdoc />
    public DataOwner Owner { get; private set; } = DataOwner.Nobody;

    /// <inheritdoc />
    public IReadOnlyList<DataOwner> About => Owner == DataOwner.Nobody
        ? []
        :
        [
            .. new[] { Owner }
                .Concat(_identifiers.Where(i => !i.ForAnotherController).Select(i => i.Kind.Whose).OfType<DataOwner>()
                    .Where(whose => Owner != DataOwner.Recipient || whose != DataOwner.Account))
                .Concat(_alsoAbout).Distinct(),
        ];

    /// <inheritdoc />
    public ProcessingRole Role { get; private set; }

    /// <inheritdoc />
    public IReadOnlyList<Purpose> Purposes { get; private set; } = [];

    /// <inheritdoc />
    public LawfulBasis Basis { get; private set; }

    /// <inheritdoc />
    public KeptRows? Kept { get; private set; }

    /// <inheritdoc />
    public int Order { get; private set; } = 100;

    /// <inheritdoc />
    public IReadOnlyList<MappedProperty> Properties => _properties;

    /// <inheritdoc />
    public IReadOnlyList<MappedIdentifier> Identifiers => _identifiers;

    /// <inheritdoc />
    public MappedExpiry? Expiry { get; private set; }

    /// <inheritdoc />
    public IReadOnlyList<RecordLink> Links => [.. _links.Select(l => l.Link)];

    /// <summary>The links with where their keys stand.</summary>
    internal IReadOnlyList<MappedLink<T>> MappedLinks => _links;

    /// <summary>Says what the rows are, in words for people, and whose.</summary>
    public MappedTable<T> Holds(string title, DataCategory category, DataOwner owner)
    {
        (Title, Category, Owner) = (title, category, owner);
        return this;
    }

    /// <summary>Names others whom rows may be about, beyond the owner and those by whose keys rows are found.</summary>
    public MappedTable<T> AlsoAbout(params DataOwner[] others)
    {
        _alsoAbout.AddRange(others);
        return this;
    }

    /// <summary>Says what the rows are for and on which basis. The role follows from the basis.</summary>
    public MappedTable<T> UsedFor(LawfulBasis basis, params Purpose[] purposes)
    {
        (Basis, Purposes) = (basis, purposes);
        Role = basis == LawfulBasis.ControllerInstruction ? ProcessingRole.Processor : ProcessingRole.Controller;
        return this;
    }

    /// <summary>Says that no row is about a person.</summary>
    public MappedTable<T> HoldsNothingPersonal(string title)
    {
        Title = title;
        Owner = DataOwner.Nobody;
        return this;
    }

    /// <summary>Rows are found by this column. It counts as declared (it links rows, it says nothing itself).</summary>
    public MappedTable<T> AnswersTo(IdentifierKind kind, Expression<Func<T, Guid>> column) => Answers(kind, column, false);

    /// <inheritdoc cref="AnswersTo(IdentifierKind, Expression{Func{T, Guid}})"/>
    public MappedTable<T> AnswersTo(IdentifierKind kind, Expression<Func<T, Guid?>> column) => Answers(kind, column, false);

    /// <summary>
    /// Rows are found by this column too, but a customer decides about them: a request by this identifier names them
    /// as kept for that customer and changes nothing.
    /// </summary>
    /// <param name="title">What the rows are to the person whom the identifier names.</param>
    /// <param name="kind">Kind of identifier.</param>
    /// <param name="column">The column that holds it.</param>
    /// <param name="find">Finds the rows by the indexes there are: the column alone is not one of them.</param>
    public MappedTable<T> AnswersForAnotherController(
        string title, IdentifierKind kind, Expression<Func<T, Guid>> column, Func<IGSendMailContext, Guid, IQueryable<T>> find)
    {
        TitleAtCustomers = title;
        _held.Add((kind, find));
        return Answers(kind, column, true);
    }

    /// <summary>Rows about a person that customers decide about, a query for each identifier.</summary>
    internal IEnumerable<IQueryable<T>> HeldForOthers(IGSendMailContext db, DataSubject subject) =>
        _held.SelectMany(h => subject.Values(h.Kind).Select(value => h.Find(db, value)));

    /// <summary>A property that says something about a person.</summary>
    public MappedTable<T> Personal(Expression<Func<T, object?>> property, string words) =>
        Add(property, words, null, null, DispositionKind.Delete);

    /// <summary>A property that says something about a person in words of the program, and what they mean for people.</summary>
    public MappedTable<T> Personal<TWord>(Expression<Func<T, TWord>> property, string words, Func<TWord, string> said)
        where TWord : struct, Enum
    {
        Add(property, words, null, null, DispositionKind.Delete);
        _properties[^1] = _properties[^1] with { Said = Enum.GetValues<TWord>().ToDictionary(w => w.ToString(), said, StringComparer.Ordinal) };
        return this;
    }

    /// <summary>A personal value that is emptied while its row stays. Call after <see cref="StaysFor"/>.</summary>
    public MappedTable<T> PersonalUntilErased(Expression<Func<T, object?>> property, string words) =>
        Add(property, words, null, null, DispositionKind.Null);

    /// <summary>A secret that exists but is never handed out; its type is named instead.</summary>
    public MappedTable<T> Withheld(Expression<Func<T, object?>> property, string words, string why) =>
        Add(property, words, null, why, DispositionKind.Delete);

    /// <summary>A property that is not personal data, and why.</summary>
    public MappedTable<T> NotPersonal(Expression<Func<T, object?>> property, string why) =>
        Add(property, null, why, null, DispositionKind.Delete);

    /// <summary>A record's own key, which others name: it is handed out with it, and is no personal value.</summary>
    public MappedTable<T> JoinedBy(Expression<Func<T, Guid>> key, string keyWords) => Link(new(null, keyWords, MayLack: false), key, null);

    /// <summary>Joins a record to another by its key: both key and name are handed out, and are no personal values.</summary>
    /// <param name="key">The column with the key.</param>
    /// <param name="words">What the other record is to this one.</param>
    /// <param name="keyWords">What the other record calls its key (<see cref="JoinedBy"/>).</param>
    /// <param name="names">Finds the names of all that the subject's records may be joined to.</param>
    public MappedTable<T> Joins(Expression<Func<T, Guid>> key, string words, string keyWords, FindNames names) =>
        Link(new(words, keyWords, MayLack: false), key, names);

    /// <inheritdoc cref="Joins(Expression{Func{T, Guid}}, string, string, FindNames)"/>
    public MappedTable<T> Joins(Expression<Func<T, Guid?>> key, string words, string keyWords, FindNames names) =>
        Link(new(words, keyWords, MayLack: true), key, names);

    /// <summary>Rows survive the erasure of their owner, for this reason, until they expire by age.</summary>
    public MappedTable<T> StaysFor(string reason, string basis)
    {
        Kept = new KeptRows(reason, basis);
        return this;
    }

    /// <summary>Rows go this long after the given instant, by the retention job.</summary>
    public MappedTable<T> ExpiresAfter(RetentionPeriod period, Expression<Func<T, object?>> from)
    {
        Expiry = new MappedExpiry(period, NameOf(from));
        return this;
    }

    /// <summary>Erasure order; the default is 100. Rows that others refer to have a higher one.</summary>
    public MappedTable<T> ErasedAt(int order)
    {
        Order = order;
        return this;
    }

    private MappedTable<T> Answers(IdentifierKind kind, LambdaExpression column, bool forAnother)
    {
        var name = NameOf(column);
        _identifiers.Add(new MappedIdentifier(kind, name, column, forAnother));
        if (_properties.TrueForAll(p => p.Property != name))
        {
            _properties.Add(new MappedProperty(name, null, "links the row to its owner", null, DispositionKind.Delete, false));
        }

        return this;
    }

    private MappedTable<T> Link(RecordLink link, LambdaExpression key, FindNames? names)
    {
        var row = key.Parameters[0];
        var value = Expression.Lambda<Func<T, Guid?>>(Expression.Convert(key.Body, typeof(Guid?)), row).Compile();
        _links.Add(new(link, value, names));
        return Add(key, null, $"{link.KeyWords.ToLowerInvariant()}, random", null, DispositionKind.Delete);
    }

    private MappedTable<T> Add(
        LambdaExpression property, string? words, string? notPersonal, string? withheld, DispositionKind disposition)
    {
        var name = NameOf(property);
        if (_properties.Exists(p => p.Property == name))
        {
            throw new InvalidOperationException($"{typeof(T).Name}.{name} is on the data map twice.");
        }

        var isSealed = typeof(T).GetProperty(name)?.PropertyType == typeof(Sealed);
        _properties.Add(new MappedProperty(name, words, notPersonal, withheld, disposition, isSealed));
        return this;
    }

    private static string NameOf(LambdaExpression property)
    {
        var body = property.Body is UnaryExpression { NodeType: ExpressionType.Convert } convert ? convert.Operand : property.Body;
        return body is MemberExpression { Member: PropertyInfo member }
            ? member.Name
            : throw new ArgumentException($"{property} is not a plain property of {typeof(T).Name}.", nameof(property));
    }
}
