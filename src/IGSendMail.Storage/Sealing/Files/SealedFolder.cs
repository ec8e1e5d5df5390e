namespace IGSendMail.Storage;

/// <summary>
/// A folder of sealed files, one folder an owner in it. Rooms register theirs, so that a new data key reaches the files
/// too.
/// </summary>
/// <param name="Name">Stable name; files are bound to it.</param>
/// <param name="Root">Where it lies; it need not exist.</param>
public sealed record SealedFolder(string Name, string Root);

/// <summary>Where a sealed file stands. A file copied to another name, owner or folder does not open.</summary>
/// <param name="Folder">Name of the <see cref="SealedFolder"/>.</param>
/// <param name="Owner">Whose key protects it.</param>
/// <param name="Name">File name without folders; it may be written under another one first.</param>
public sealed record SealedFilePlace(string Folder, KeyOwner Owner, string Name);
