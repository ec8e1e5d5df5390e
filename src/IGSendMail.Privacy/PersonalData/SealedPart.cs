using IGSendMail.Storage;

namespace IGSendMail.Privacy.PersonalData;

/// <summary>A key of a part of an account (<see cref="KeyOwnerKind.PartOf"/>) and what it seals: it goes when that goes.</summary>
/// <param name="Kind">The kind of key.</param>
/// <param name="Category">What it seals.</param>
public sealed record SealedPart(KeyOwnerKind Kind, DataCategory Category);
