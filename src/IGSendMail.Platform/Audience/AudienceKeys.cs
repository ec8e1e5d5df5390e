using IGSendMail.Privacy.PersonalData;
using IGSendMail.Storage;

namespace IGSendMail.Platform.Audience;

/// <summary>The data keys of this room.</summary>
public static class AudienceKeys
{
    /// <summary>What an account uploaded about its recipients: its lists, the people on them and the files.</summary>
    public static readonly KeyOwnerKind Audience = new("Audience", 5) { Whose = "A customer", PartOf = PersonKeys.Account };
}
