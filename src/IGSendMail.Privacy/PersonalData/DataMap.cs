namespace IGSendMail.Privacy.PersonalData;

/// <summary>Every table of the model and every place that holds personal data.</summary>
public sealed class DataMap(
    IReadOnlyList<IMappedTable> tables, IReadOnlyList<IPersonalDataStore> stores, IReadOnlyList<IExpiry> expiries)
{
    /// <summary>The declared tables.</summary>
    public IReadOnlyList<IMappedTable> Tables => tables;

    /// <summary>The places, in erasure order.</summary>
    public IReadOnlyList<IPersonalDataStore> Stores => stores;

    /// <summary>The places from which things go by their age.</summary>
    public IReadOnlyList<IExpiry> Expiries => expiries;
}
