using IGSendMail.Privacy.PersonalData;
using IGSendMail.Privacy.Retention;

namespace IGSendMail.Web.Features.PersonalData;

/// <summary>Turns declarations into sentences. Figures are those of the rules of deletion.</summary>
/// <param name="rules">The rules of each place.</param>
internal sealed class InventoryWords(ILookup<string, RetentionRule> rules)
{
    private const string Encrypted = "Encrypted. The key lies elsewhere";

    /// <summary>A place in words.</summary>
    /// <param name="place">The place.</param>
    /// <param name="table">Its declaration, if it is a table.</param>
    public InventoryStore Store(StoreDescription place, IMappedTable? table) => new(
        place.Key, place.Category, place.Title, Whose(place.AlsoAbout.Prepend(place.Owner)), Purposes(place.Purposes), Basis(place.Basis),
        Decides(place.Role), KeptFor(place.Key), OnErasure(place, table),
        table is null
            ? [.. place.Things.Select(Value)]
            : [.. table.Properties.Where(p => p.Words is not null).Select(Value)]);

    public static string Title(DataCategory category) => category switch
    {
        DataCategory.Account => "Account data",
        DataCategory.Usage => "Usage data",
        DataCategory.Subscriber => "Subscriber data",
        DataCategory.Technical => "Technical data",
        DataCategory.Billing => "Billing data",
        DataCategory.Cookie => "Cookies",
        DataCategory.Accountability => "Proof that we keep our word",
        _ => throw new ArgumentOutOfRangeException(nameof(category), category, "This category has no title."),
    };

    public static string What(DataCategory category) => category switch
    {
        DataCategory.Account => "What you gave us when you opened an account, and what keeps your sign-in safe.",
        DataCategory.Usage => "Which pages were visited. Only with your consent to analytics.",
        DataCategory.Subscriber => "What customers upload about the people on their lists. It belongs to the customer; we only process it for them.",
        DataCategory.Technical => "What keeps sign-ins, mailboxes and forms safe, and what your browser says about itself.",
        DataCategory.Billing => "Invoices and payments.",
        DataCategory.Cookie => "What cookies hold. They lie in your browser and not with us; what you chose about them is among the proofs below.",
        DataCategory.Accountability => "Records that show what you chose, what you asked for and how we answered. The law wants us to be able to show it.",
        _ => throw new ArgumentOutOfRangeException(nameof(category), category, "This category has no description."),
    };

    /// <summary>Whose data it is, each named once.</summary>
    public static string Whose(IEnumerable<DataOwner> owners)
    {
        var all = string.Join("; ", owners.Select(Whose).Distinct(StringComparer.Ordinal));
        return char.ToUpperInvariant(all[0]) + all[1..];
    }

    /// <summary>A span of days in words.</summary>
    public static string Days(TimeSpan time) => new StatedPeriod(0, (int)time.TotalDays, "").InWords;

    private static InventoryValue Value(MappedProperty property) => new(
        property.Words!,
        property.IsSealed ? $"{Encrypted}; a deletion destroys it first" : property.Withheld is not null ? "Not encrypted; a secret, never handed out" : "Not encrypted",
        property.Property, property.IsSealed);

    private static InventoryValue Value(HeldThing thing) => new(
        thing.Words,
        thing.Sealing switch
        {
            Sealing.OfItsOwner => $"{Encrypted}; a deletion destroys it first",
            Sealing.OfTheSite => Encrypted + ".",
            _ => thing.WhyOpen is { } why ? $"Not encrypted: {why}" : "Not encrypted",
        },
        thing.Name, thing.Sealing != Sealing.None);

    private string KeptFor(string key) => string.Join(" ", rules[key].OrderByDescending(r => r.Anchor == RetentionAnchor.OwnInstant)
        .Select(r => $"{r.Period}, {r.AnchorWords}. {r.Basis}."));

    private static string OnErasure(StoreDescription place, IMappedTable? table) => (place.OnErasure, place.Kept, IsHeldForCustomers(table)) switch
    {
        ({ } own, _, _) => own,
        (_, { } kept, _) => $"Stays: {kept.Reason} ({kept.Basis})",
        (_, _, true) => "Deleted with the customer’s account, or when the customer deletes it. A person on a list asks us: the customer decides, and we say who that is",
        _ => "Deleted",
    };

    private static bool IsHeldForCustomers(IMappedTable? table) => table is not null && table.Identifiers.Any(i => i.ForAnotherController);

    private static string Whose(DataOwner owner) => owner switch
    {
        DataOwner.Account or DataOwner.User => "customers",
        DataOwner.Recipient => "people on customers’ lists",
        DataOwner.Visitor => "visitors of this site",
        DataOwner.Requester => "people who asked about their data",
        DataOwner.Officer => "our privacy officers",
        _ => throw new ArgumentOutOfRangeException(nameof(owner), owner, "What is about nobody is nobody's."),
    };

    private static string Decides(ProcessingRole role) => role == ProcessingRole.Processor ? "The customer; we act for them" : "We do";

    private static string Basis(LawfulBasis basis) => basis switch
    {
        LawfulBasis.Contract => "Our contract with you (GDPR Art. 6(1)(b))",
        LawfulBasis.LegalObligation => "The law requires it (GDPR Art. 6(1)(c))",
        LawfulBasis.LegitimateInterest => "Our legitimate interest (GDPR Art. 6(1)(f))",
        LawfulBasis.Consent => "Your consent, which you can take back at any time (GDPR Art. 6(1)(a))",
        LawfulBasis.ControllerInstruction => "The customer's instructions (GDPR Art. 28)",
        _ => throw new ArgumentOutOfRangeException(nameof(basis), basis, "This basis has no words."),
    };

    private static string Purposes(IEnumerable<Purpose> purposes) => string.Join("; ", purposes.Select(Purpose));

    private static string Purpose(Purpose purpose) => purpose switch
    {
        Privacy.PersonalData.Purpose.ProvidePlatform => "to provide and maintain the platform",
        Privacy.PersonalData.Purpose.Billing => "to process transactions and billing",
        Privacy.PersonalData.Purpose.ServiceMessages => "to write to you about the service",
        Privacy.PersonalData.Purpose.Improve => "to improve features and experience",
        Privacy.PersonalData.Purpose.AnalyseUsage => "to analyse usage patterns for product development",
        Privacy.PersonalData.Purpose.Security => "to prevent fraud and ensure security",
        Privacy.PersonalData.Purpose.LegalObligations => "to comply with legal obligations",
        _ => throw new ArgumentOutOfRangeException(nameof(purpose), purpose, "This purpose has no words."),
    };
}
