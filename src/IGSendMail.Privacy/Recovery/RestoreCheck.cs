using IGSendMail.Privacy.Erasure;

namespace IGSendMail.Privacy.Recovery;

/// <summary>How database, vault and witness stand to each other.</summary>
public sealed class RestoreCheck(JournalCheck journal, Witness witness)
{
    /// <summary>A few indexed look-ups when all is well.</summary>
    public async Task<JournalFinding> LookAsync(CancellationToken cancellation) => await witness.AgreesAsync(cancellation)
        ? await journal.LookAsync(cancellation)
        : new JournalFinding(VaultAgreement.BothOlder, 0);
}
