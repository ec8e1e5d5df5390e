using IGSendMail.Storage;

namespace IGSendMail.Privacy.PersonalData;

/// <summary>Whose data keys there are for people.</summary>
public static class PersonKeys
{
    /// <summary>A customer's account, with the people who sign in to it.</summary>
    public static readonly KeyOwnerKind Account = new("Account", 1) { Whose = "A customer" };

    /// <summary>A data subject request by somebody without an account.</summary>
    public static readonly KeyOwnerKind Request = new("Request", 2) { Whose = "Somebody without an account" };

    public static readonly KeyOwnerKind Officer = new("Officer", 4) { Whose = "An officer" };
}
