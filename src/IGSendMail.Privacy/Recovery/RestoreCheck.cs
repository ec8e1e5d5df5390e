using IGSendMail.Privacy.Erasure;

namespace IGSendMail.Privacy.Recovery;

/// <summary>How database, vault and witness stand to each other, and whether all is so that people were told.</summary>
public sealed class RestoreCheck(JournalCheck journal, Witness witness, ToldReplay told)
{
    /// <summary>A few indexed look-ups when all is well.</summary>
    public async Task<JournalFinding> LookAsync(CancellationToken cancellation)
    {
        if (!await witness.AgreesAsync(cancellation))
        {
            return new JournalFinding(VaultAgreement.BothOlder, 0);
        }

        var found = await journal.LookAsync(cancellation);
        return found.MayServe && told.Missing is { Count: > 0 } missing ? new JournalFinding(VaultAgreement.ToldMissing, missing.Count) : found;
    }
}
