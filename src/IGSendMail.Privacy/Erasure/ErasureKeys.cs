using IGSendMail.Storage;

namespace IGSendMail.Privacy.Erasure;

/// <summary>The data keys of this room.</summary>
public static class ErasureKeys
{
    /// <summary>An erasure run: what later outward steps need once the owner's key is gone.</summary>
    public static readonly KeyOwnerKind Run = new("Erasure", 3) { Whose = "Somebody whose data was deleted" };
}
