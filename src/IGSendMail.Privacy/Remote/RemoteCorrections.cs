using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using IGSendMail.Privacy.PersonalData;
using IGSendMail.Storage;

namespace IGSendMail.Privacy.Remote;

/// <summary>
/// Tells the operator's other systems of a corrected value (GDPR Art. 16 and 19). It waits in the outbox like a letter: a
/// system that is away gets it later, and an officer sees one that never answers.
/// </summary>
public sealed class RemoteCorrections(DataMap map, Outbox outbox)
{
    /// <summary>The outbox kind of corrections.</summary>
    public const string Kind = "remote-correction";

    /// <summary>Puts the corrected value into the outbox, once a system, inside the caller's transaction. Returns how many are told.</summary>
    /// <param name="db">The caller's context.</param>
    /// <param name="decision">Names the decision, so that it is told once.</param>
    /// <param name="owner">Whose key seals it while it waits.</param>
    /// <param name="subject">Whose value.</param>
    /// <param name="field">What was corrected, such as <c>name</c>.</param>
    /// <param name="value">What stands there now.</param>
    /// <param name="cancellation">Cancels.</param>
    public async Task<int> PutAsync(
        IGSendMailContext db, string decision, KeyOwner owner, DataSubject subject, string field, string value,
        CancellationToken cancellation)
    {
        var stores = map.Stores.OfType<RemoteStore>().ToList();
        foreach (var store in stores)
        {
            await outbox.PutAsync(
                db, Kind, $"{decision}/{store.Description.Key}", owner,
                new RemoteCorrection(store.Description.Key, subject.Identifiers, field, value), cancellation);
        }

        return stores.Count;
    }
}

/// <summary>A corrected value on its way to another system.</summary>
internal sealed record RemoteCorrection(string StoreKey, ImmutableArray<Identifier> Identifiers, string Field, string Value);

/// <summary>Takes corrections out of the outbox and tells them.</summary>
internal sealed class RemoteCorrectionHandler(DataMap map, Sealer sealer) : IOutboxHandler
{
    public string Kind => RemoteCorrections.Kind;

    public async Task DeliverAsync(OutboxMessage message, CancellationToken cancellation)
    {
        var correction = await sealer.OpenAsync<RemoteCorrection>(message, message.Payload, cancellation);
        // A system that is no longer configured holds nothing that we could reach.
        if (map.Stores.OfType<RemoteStore>().FirstOrDefault(s => s.Description.Key == correction.StoreKey) is { } store)
        {
            var key = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(message.Key)))[..40];
            await store.RectifyAsync(new DataSubject(correction.Identifiers), correction.Field, correction.Value, key, cancellation);
        }
    }
}
