using IGSendMail.Privacy.PersonalData;

namespace IGSendMail.Privacy.Consent;

/// <summary>By what this room knows people.</summary>
public static class ConsentIdentifiers
{
    /// <summary>Random id of a visitor who allowed analytics.</summary>
    public static readonly IdentifierKind Visitor = new("Visitor", 2) { Whose = DataOwner.Visitor };
}
