using IGSendMail.Privacy.PersonalData;

namespace IGSendMail.Privacy.Packages;

/// <summary>Which tables GDPR Art. 20(1) covers.</summary>
internal static class Portability
{
    /// <summary>
    /// What a person gave us under a contract or with consent; and what a customer uploaded, which is theirs.
    /// </summary>
    public static bool Covers(IMappedTable? table) => table is
    {
        Owner: not DataOwner.Nobody, Basis:
        LawfulBasis.Contract or LawfulBasis.Consent or LawfulBasis.ControllerInstruction
    };
}
