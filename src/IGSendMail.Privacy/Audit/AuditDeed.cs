using IGSendMail.Privacy.PersonalData;
using IGSendMail.Storage;

namespace IGSendMail.Privacy.Audit;

/// <summary>What is to be entered in the trail.</summary>
/// <param name="Act">What was done.</param>
/// <param name="By">Who did it.</param>
/// <param name="About">
/// Whom it is about: an account, a request or an officer. Their key seals the personal part, which goes with them. Null
/// if it is about nobody whom we know.
/// </param>
public sealed record AuditDeed(AuditAct Act, AuditActor By, KeyOwner? About = null)
{
    /// <summary>What came of it.</summary>
    public AuditOutcome Outcome { get; init; } = AuditOutcome.Done;

    /// <summary>Figures and words that name no person.</summary>
    public AuditFacts Facts { get; init; } = AuditFacts.None;
}

/// <summary>Who acts.</summary>
/// <param name="Role">In which role.</param>
/// <param name="Who">Who exactly; null for those who are not known or not persons.</param>
public readonly record struct AuditActor(AuditRole Role, Identifier? Who = null)
{
    /// <summary>Somebody who is not signed in.</summary>
    public static AuditActor Visitor => new(AuditRole.Visitor);

    /// <summary>The program.</summary>
    public static AuditActor System => new(AuditRole.System);

    /// <summary>Whoever gave the program a verb.</summary>
    public static AuditActor Operator => new(AuditRole.Operator);

    /// <summary>A person who signs in to an account.</summary>
    public static AuditActor Customer(Guid userId) => new(AuditRole.Customer, new Identifier(IdentifierKind.User, userId));

    /// <summary>Somebody of an account, where the sign-in is not at hand.</summary>
    public static AuditActor SomebodyOf(Guid accountId) =>
        new(AuditRole.Customer, new Identifier(IdentifierKind.Account, accountId));

    /// <summary>A privacy officer.</summary>
    public static AuditActor Officer(OfficerId officer) => new(AuditRole.Officer, new Identifier(IdentifierKind.User, officer.Value));
}
