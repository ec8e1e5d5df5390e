using IGSendMail.Privacy.PersonalData;
using IGSendMail.Privacy.Policy;

namespace IGSendMail.Web.Features.PersonalData;

/// <summary>Turns declarations into sentences. Figures come from the commitments in force and the configured periods.</summary>
internal sealed class InventoryWords(Commitments commitments, RetentionPeriods periods)
{
    private const string Encrypted = "Encrypted. The key lies elsewhere; a deletion destroys it first";

    public InventoryStore Store(IMappedTable table) => new(
        table.Entity.Name, table.Category, table.Title, Whose(table.Owner), Purposes(table.Purposes), Basis(table.Basis),
        Decides(table.Role), KeptFor(table), OnErasure(table),
        [.. table.Properties.Where(p => p.Words is not null).Select(Value)]);

    public InventoryStore Store(FolderStore files) => new(
        files.Description.Key, files.Description.Category, files.Description.Title, Whose(files.Description.Owner),
        Purpose(Privacy.PersonalData.Purpose.ProvidePlatform),
        files.Description.Role == ProcessingRole.Processor ? Basis(LawfulBasis.ControllerInstruction) : Basis(LawfulBasis.Contract),
        Decides(files.Description.Role), $"{periods[files.Period].InWords} at most. {periods[files.Period].Basis}.",
        "Deleted", [new InventoryValue(
            "The files", files.IsSealed ? Encrypted : "Not encrypted: whoever delivers the mail must be able to read it", "files", files.IsSealed)]);

    public InventoryStore RemoteStore(StoreDescription place) => new(
        place.Key, place.Category, place.Title, Whose(place.Owner), Purpose(Privacy.PersonalData.Purpose.ProvidePlatform),
        place.Role == ProcessingRole.Processor ? Basis(LawfulBasis.ControllerInstruction) : Basis(LawfulBasis.Contract),
        Decides(place.Role), KeptFor(place.Category),
        "Deleted there too: we ask that system, and call a deletion done only when it says that nothing is left. What the law makes it keep stands on the receipt",
        [new InventoryValue("Its records about you", "In another system of ours, which protects it by itself", "records", IsSealed: false)]);

    public static string Title(DataCategory category) => category switch
    {
        DataCategory.Account => "Account data",
        DataCategory.Usage => "Usage data",
        DataCategory.Subscriber => "Subscriber data",
        DataCategory.Technical => "Technical data",
        DataCategory.Billing => "Billing data",
        DataCategory.Cookie => "Cookies and choices",
        DataCategory.Accountability => "Proof that we keep our word",
        _ => throw new ArgumentOutOfRangeException(nameof(category), category, "This category has no title."),
    };

    public static string What(DataCategory category) => category switch
    {
        DataCategory.Account => "What you gave us when you opened an account, and what keeps your sign-in safe.",
        DataCategory.Usage => "Which pages were visited. Only with your consent to analytics.",
        DataCategory.Subscriber => "What customers upload about the people on their lists. It belongs to the customer; we only process it for them.",
        DataCategory.Technical => "What your browser tells us about itself.",
        DataCategory.Billing => "Invoices and payments.",
        DataCategory.Cookie => "What you chose about cookies, and what that allows.",
        DataCategory.Accountability => "Records that show what you chose, what you asked for and how we answered. The law wants us to be able to show it.",
        _ => throw new ArgumentOutOfRangeException(nameof(category), category, "This category has no description."),
    };

    private static InventoryValue Value(MappedProperty property) => new(
        property.Words!,
        property.IsSealed ? Encrypted : property.Withheld is not null ? "Not encrypted; a secret, never handed out" : "Not encrypted",
        property.Property, property.IsSealed);

    private string KeptFor(IMappedTable table) => table switch
    {
        { Expiry: { } expiry } => $"{periods[expiry.Period].InWords}. {periods[expiry.Period].Basis}.",
        _ => KeptFor(table.Category),
    };

    private string KeptFor(DataCategory category) => category == DataCategory.Subscriber
        ? $"Until you delete it. After you cancel: gone within {Days(commitments.SubscriberDataGone)}."
        : $"While your account is open, and for {Days(commitments.AccountDataKept)} after you cancel.";

    private static string OnErasure(IMappedTable table) => table.Kept is { } kept
        ? $"Stays: {kept.Reason} ({kept.Basis})"
        : "Deleted";

    private static string Days(TimeSpan time) => $"{time.TotalDays:0} days";

    private static string Whose(DataOwner owner) => owner switch
    {
        DataOwner.Account or DataOwner.User => "Customers",
        DataOwner.Recipient => "People on customers' lists",
        DataOwner.Visitor => "Visitors of this site",
        DataOwner.Requester => "People who asked about their data",
        DataOwner.Officer => "Our privacy officers",
        _ => "Nobody",
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
