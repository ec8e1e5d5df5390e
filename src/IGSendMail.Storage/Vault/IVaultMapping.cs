namespace IGSendMail.Storage;

/// <summary>
/// Marks the mapping of a table that lives in the vault's database and not in the one of the data. Like every other
/// mapping it is found by scanning, so that a room keeps its vault table in its own folder.
/// </summary>
public interface IVaultMapping;
