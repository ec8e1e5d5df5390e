using Microsoft.Extensions.Logging;

namespace IGSendMail.Privacy.Policy;

/// <summary>Takes over a changed policy folder while the site runs.</summary>
public sealed class PolicyExchange(PolicyShelf shelf, PolicyLoads loads, PolicyOptions options, ILogger<PolicyExchange> log) : IDisposable
{
    private readonly SemaphoreSlim _oneAtATime = new(1, 1);

    /// <summary>
    /// Reads <c>Policy:Folder</c> anew, checks it as the start does and against what is shown now, records first loads, and
    /// exchanges everything in one step: units of work that begin from then on see the new policy, those under way end with
    /// the old one. Whatever fails, the old one stays. Doing it again changes nothing.
    /// </summary>
    /// <exception cref="PolicyFileException">The folder cannot follow; the message names file, line and remedy.</exception>
    /// <exception cref="IOException">A file cannot be read.</exception>
    public async Task<PolicySnapshot> ExchangeAsync(CancellationToken cancellation)
    {
        await _oneAtATime.WaitAsync(cancellation);
        try
        {
            var shown = shelf.Snapshot();
            var next = PolicyContent.Read(options);
            PolicySuccession.Check(shown, next.Versions);

            // Recorded first: a version that people can read and that no notice counts from would take effect without one.
            shelf.Put(next, await loads.RecordAsync(next, cancellation));
            var now = shelf.Snapshot();
            log.PolicyExchanged(now.Versions.Count, now.InForce.Version);
            return now;
        }
        finally
        {
            _oneAtATime.Release();
        }
    }

    /// <inheritdoc />
    public void Dispose() => _oneAtATime.Dispose();
}
