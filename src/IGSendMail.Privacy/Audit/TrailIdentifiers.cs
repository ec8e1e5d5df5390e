using IGSendMail.Privacy.PersonalData;

namespace IGSendMail.Privacy.Audit;

/// <summary>By what this room knows people.</summary>
public static class TrailIdentifiers
{
    /// <summary>What stands in a person's place in the trail.</summary>
    public static readonly IdentifierKind Pseudonym = new("Pseudonym", 5);
}
