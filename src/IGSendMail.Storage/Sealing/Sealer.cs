using System.Text.Json;

namespace IGSendMail.Storage;

/// <summary>
/// Seals and opens values. A sealed value is always one JSON object, so that an export can name its fields without
/// knowing the feature. Keys in hand make both calls end at once, so loops over many rows simply await them.
/// </summary>
public sealed class Sealer(Vault vault)
{
    /// <summary>Seals <paramref name="content"/> for its place, making the owner's key if there is none yet.</summary>
    /// <exception cref="KeyDestroyedException">The owner was erased.</exception>
    public async ValueTask<Sealed> SealAsync<T>(SealedPlace place, T content, CancellationToken cancellation)
    {
        var key = await vault.KeyForAsync(place.Owner, cancellation);
        return key.Seal(place, JsonSerializer.SerializeToUtf8Bytes(content, JsonSerializerOptions.Web));
    }

    /// <summary>Opens the sealed value of a row.</summary>
    /// <exception cref="UnsealException">The value was changed, cut, moved, or made with another key.</exception>
    /// <exception cref="KeyDestroyedException">The owner was erased.</exception>
    public async ValueTask<T> OpenAsync<T>(ISealedRow row, Sealed value, CancellationToken cancellation) =>
        JsonSerializer.Deserialize<T>(await OpenBytesAsync(row.Place, value, cancellation), JsonSerializerOptions.Web)
            ?? throw new UnsealException(row.Place, "it is empty");

    /// <summary>
    /// Opens the sealed value of a row as the JSON text it is, for what copies values without knowing the feature.
    /// </summary>
    /// <exception cref="UnsealException">The value was changed, cut, moved, or made with another key.</exception>
    /// <exception cref="KeyDestroyedException">The owner was erased.</exception>
    public ValueTask<byte[]> OpenJsonAsync(ISealedRow row, Sealed value, CancellationToken cancellation) =>
        OpenBytesAsync(row.Place, value, cancellation);

    /// <summary>Seals a value anew with its owner's newest key, without looking at what it says.</summary>
    /// <exception cref="UnsealException">The value was tampered with.</exception>
    /// <exception cref="KeyDestroyedException">The owner was erased.</exception>
    internal async ValueTask<Sealed> SealAnewAsync(SealedPlace place, Sealed value, CancellationToken cancellation)
    {
        var clear = await OpenBytesAsync(place, value, cancellation);
        var key = await vault.KeyForAsync(place.Owner, cancellation);
        return key.Seal(place, clear);
    }

    private async ValueTask<byte[]> OpenBytesAsync(SealedPlace place, Sealed value, CancellationToken cancellation)
    {
        if (value.KeyId is not { } keyId)
        {
            throw new UnsealException(place, "it is too short");
        }

        var key = await vault.KeyOfAsync(place.Owner, keyId, cancellation)
            ?? throw new UnsealException(place, "it was made with another key");
        return key.Open(place, value);
    }
}
