using System.Text.Json;

namespace IGSendMail.Storage;

/// <summary>
/// Seals and opens values. A sealed value is always one JSON object, so that an export can name its fields without
/// knowing the feature.
/// </summary>
public sealed class Sealer(Vault vault)
{
    /// <summary>Seals <paramref name="content"/> for its place, making the owner's key if there is none yet.</summary>
    /// <exception cref="KeyDestroyedException">The owner was erased.</exception>
    public async ValueTask<Sealed> SealAsync<T>(SealedPlace place, T content, CancellationToken cancellation)
    {
        var key = await vault.KeyForAsync(place.Owner, cancellation);
        return Seal(key, place, content);
    }

    /// <summary>As <see cref="SealAsync"/> with a key at hand, for loops over many rows of one owner.</summary>
    public static Sealed Seal<T>(DataKey key, SealedPlace place, T content) =>
        key.Seal(place, JsonSerializer.SerializeToUtf8Bytes(content, JsonSerializerOptions.Web));

    /// <summary>Opens the sealed value of a row.</summary>
    /// <exception cref="UnsealException">The value was tampered with.</exception>
    /// <exception cref="KeyDestroyedException">The owner was erased.</exception>
    public async ValueTask<T> OpenAsync<T>(ISealedRow row, Sealed value, CancellationToken cancellation)
    {
        var key = await vault.KeyForAsync(row.Place.Owner, cancellation);
        return Open<T>(key, row.Place, value);
    }

    /// <summary>As <see cref="OpenAsync"/> with a key at hand.</summary>
    public static T Open<T>(DataKey key, SealedPlace place, Sealed value) =>
        JsonSerializer.Deserialize<T>(key.Open(place, value), JsonSerializerOptions.Web)
            ?? throw new UnsealException(place, "it is empty");
}
