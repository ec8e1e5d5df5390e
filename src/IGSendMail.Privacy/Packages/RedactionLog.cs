using IGSendMail.Privacy.PersonalData;

namespace IGSendMail.Privacy.Packages;

/// <summary>
/// The log of what a package leaves out of the places it covers: secrets (11 CCR § 7024(d)), what may stand for
/// somebody else, and records that another controller decides about (GDPR Art. 15(4)). The reasons are those of the
/// data map.
/// </summary>
internal sealed class RedactionLog(DataMap map)
{
    private readonly List<Redaction> _lines = [];

    /// <summary>What was left out so far.</summary>
    public IReadOnlyList<Redaction> Lines => _lines;

    /// <summary>Notes what a store has about the subject that its records do not say.</summary>
    public async Task NoteAsync(
        IPersonalDataStore store, DataSubject subject, IReadOnlyDictionary<string, long> withheld, CancellationToken cancellation)
    {
        var table = map.Tables.FirstOrDefault(t => t.Entity.Name == store.Description.Key);
        foreach (var (field, count) in withheld)
        {
            var reason = table?.Properties.FirstOrDefault(p => p.Words == field)?.Withheld ?? "a secret";
            _lines.Add(new Redaction(store.Description.Title, field, reason, count));
        }

        if (store is IHoldForOthers holder && await holder.CountHeldForOthersAsync(subject, cancellation) is > 0 and var held)
        {
            _lines.Add(new Redaction(
                store.Description.Title, null, "a customer of ours decides about them and we only act for that customer", held));
        }
    }
}
