namespace IGSendMail.Privacy.PersonalData;

/// <summary>
/// A table whose rows keep the rows of an account from going by age. It stands in the very statement that deletes, so that what
/// is decided while a slice waits for its turn counts. Its own rows are kept by nothing. One room registers it at most.
/// </summary>
/// <param name="Entity">The entity of the table.</param>
/// <param name="Account">Its property that names the account.</param>
/// <param name="EndedAt">Its property that is empty as long as the row keeps anything.</param>
public sealed record PurgeGuard(Type Entity, string Account, string EndedAt);
