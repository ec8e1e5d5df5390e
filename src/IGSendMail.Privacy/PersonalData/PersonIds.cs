namespace IGSendMail.Privacy.PersonalData;

/// <summary>Key of a privacy officer: never mistaken for what the officer decides about.</summary>
public readonly record struct OfficerId(Guid Value);

/// <summary>Key of a person who signs in to an account, together with the account.</summary>
/// <param name="Account">Key of the account.</param>
/// <param name="User">Key of the person.</param>
public readonly record struct CustomerId(Guid Account, Guid User);
