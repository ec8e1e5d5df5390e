using IGSendMail.Storage;

namespace IGSendMail.Privacy.Consent;

/// <summary>Keeps the one <see cref="ConsentSeal"/> of the site, made from the vault's secret on first use.</summary>
public sealed class ConsentSeals(Vault vault) : IDisposable
{
    private ConsentSeal? _seal;

    /// <summary>The seal. Only the first call of a process reads the vault.</summary>
    public ValueTask<ConsentSeal> GetAsync(CancellationToken cancellation) =>
        _seal is { } ready ? ValueTask.FromResult(ready) : MakeAsync(cancellation);

    /// <inheritdoc />
    public void Dispose() => _seal?.Dispose();

    private async ValueTask<ConsentSeal> MakeAsync(CancellationToken cancellation)
    {
        var made = new ConsentSeal(await vault.SecretAsync("consent cookies", ConsentSeal.KeyLength, cancellation));
        if (Interlocked.CompareExchange(ref _seal, made, null) is { } first)
        {
            made.Dispose();
            return first;
        }

        return made;
    }
}
