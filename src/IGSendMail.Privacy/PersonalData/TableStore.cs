namespace IGSendMail.Privacy.PersonalData;

/// <summary>The store of one mapped table.</summary>
public sealed class TableStore<T> where T : class;
