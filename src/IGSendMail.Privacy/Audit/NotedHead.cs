using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using IGSendMail.Storage;
using Microsoft.EntityFrameworkCore;

namespace IGSendMail.Privacy.Audit;

/// <summary>A head of the trail as somebody keeps it away from the vault: the witness, and each officer's mailbox.</summary>
/// <param name="Number">Its number.</param>
/// <param name="Root">What the trail hashed to, in hexadecimal digits.</param>
public sealed record NotedHead(long Number, string Root)
{
    /// <summary>The head as it is noted.</summary>
    public static NotedHead Of(AuditHead head) => new(head.Number, Convert.ToHexString(head.Root));

    /// <summary>Reads what <see cref="ToString"/> wrote; small letters and spaces around it do not matter.</summary>
    public static bool TryRead(string text, [NotNullWhen(true)] out NotedHead? head)
    {
        head = text.Trim().Split(':') is [var number, { Length: 2 * MerkleFrontier.HashLength } root]
            && long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var known) && known > 0
            && root.All(char.IsAsciiHexDigit)
                ? new NotedHead(known, root.ToUpperInvariant())
                : null;
        return head is not null;
    }

    /// <summary>What has become of it in this vault.</summary>
    public async Task<NotedHeadFinding> FindAsync(VaultContext vault, CancellationToken cancellation)
    {
        var first = await vault.AuditHeads().AsNoTracking().Where(h => h.Number >= Number).OrderBy(h => h.Number).FirstOrDefaultAsync(cancellation);
        return first is null ? NotedHeadFinding.Missing
            : first.Number == Number ? (Of(first) == this ? NotedHeadFinding.AsNoted : NotedHeadFinding.Another)
            // Old heads age away, from the oldest on; a hole does not.
            : await vault.AuditHeads().AnyAsync(h => h.Number < Number, cancellation) ? NotedHeadFinding.Missing : NotedHeadFinding.Aged;
    }

    /// <summary>Number and root, such as <c>12:0A4F…</c></summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Number}:{Root}");
}

/// <summary>What has become of a head that somebody noted.</summary>
public enum NotedHeadFinding
{
    /// <summary>It is there as it was.</summary>
    AsNoted,

    /// <summary>It went with its time, and so did all that were older.</summary>
    Aged,

    /// <summary>Another one has its number: another trail was put in its place.</summary>
    Another,

    /// <summary>The vault does not know it: it is older than what was noted.</summary>
    Missing,
}
