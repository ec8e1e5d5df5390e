using IGSendMail.Privacy.PersonalData;

namespace IGSendMail.Privacy.Erasure;

/// <summary>A run whose keys are destroyed and whose stores are to be emptied, or are empty and to be read back.</summary>
/// <param name="Run">The run.</param>
/// <param name="Stores">Its stores.</param>
/// <param name="Subject">Whose data.</param>
public sealed record PurgingRun(ErasureRun Run, IReadOnlyList<IPersonalDataStore> Stores, DataSubject Subject);

/// <summary>What is still to be emptied of a run in this turn.</summary>
internal sealed class PurgeTurn(PurgingRun purging, List<IPersonalDataStore> due)
{
    public ErasureRun Run => purging.Run;

    public DataSubject Subject => purging.Subject;

    /// <summary>The stores, in their order.</summary>
    public IReadOnlyList<IPersonalDataStore> Due => due;

    /// <summary>So many of the stores, from the first, are empty.</summary>
    public void Emptied(int stores) => due.RemoveRange(0, stores);

    /// <summary>The store failed: it is left out.</summary>
    public void Without(IPersonalDataStore store) => due.Remove(store);

    /// <summary>Nothing more in this turn.</summary>
    public void End() => due.Clear();
}
