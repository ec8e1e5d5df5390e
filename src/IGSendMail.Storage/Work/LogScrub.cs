using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;

namespace IGSendMail.Storage;

/// <summary>
/// Lets what was deleted leave the files of database and vault, every minute. Whoever deletes tries it at once, but
/// readers may keep it from finishing and a process may be killed before it: nothing has to be remembered for this one.
/// </summary>
internal sealed class LogScrub(
    IDbContextFactory<IGSendMailContext> contexts, Vault vault, IEngine engine, ILogger<LogScrub> log) : IRepeatedWork
{
    public string Name => "scrub";

    public TimeSpan Every => TimeSpan.FromMinutes(1);

    public async Task RunAsync(CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        var data = await engine.ScrubAsync(db, cancellation);
        if (!await vault.ScrubAsync(cancellation) || !data)
        {
            log.LogNotScrubbed();
        }
    }
}
