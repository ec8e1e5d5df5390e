using IGSendMail.Privacy.Audit;
using Microsoft.Extensions.Logging;

namespace IGSendMail.Privacy.Recovery;

/// <summary>Lets the trail of a restored database go on: its heads in the vault are ahead.</summary>
public sealed class TrailAfterRestore(AuditRestore audit, ILogger<TrailAfterRestore> log)
{
    /// <summary>Goes on where it can. A trail that does not fit keeps nothing from being repeated; an operator has to look at it.</summary>
    public async Task ResumeAsync(CancellationToken cancellation)
    {
        try
        {
            await audit.ResumeAsync(cancellation);
        }
        catch (TrailBrokenException broken)
        {
            log.TrailStands(broken.Message);
        }
    }
}
