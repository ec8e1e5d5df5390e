using System.Security.Cryptography;
using IGSendMail.Storage;
using Microsoft.EntityFrameworkCore;

namespace IGSendMail.Privacy.Audit;

/// <summary>Reads the heads of the vault in order, page by page, and checks that each is signed and follows the one before.</summary>
internal sealed class HeadReader(VaultContext vault, ECDsa key, AuditHead? cut)
{
    private const int Page = 500;

    private readonly Queue<AuditHead> _page = new();

    /// <summary>The head read last; at first the one at which the trail was cut.</summary>
    public AuditHead? Last { get; private set; } = cut;

    /// <summary>Heads read.</summary>
    public long Count { get; private set; }

    /// <summary>The head at which the trail was cut last, or null.</summary>
    public static Task<AuditHead?> NewestCutAsync(VaultContext vault, CancellationToken cancellation) =>
        vault.AuditHeads().AsNoTracking().Where(h => h.CutAt != null)
            .OrderByDescending(h => h.Number).FirstOrDefaultAsync(cancellation);

    /// <summary>The next head, or null at the end. Asking again at the end looks whether there are more.</summary>
    /// <exception cref="AuditFaultException">It is not signed by us, or does not follow.</exception>
    public async Task<AuditHead?> NextAsync(CancellationToken cancellation)
    {
        if (_page.Count == 0)
        {
            var after = Last?.Number ?? 0;
            var page = await vault.AuditHeads().AsNoTracking()
                .Where(h => h.Number > after).OrderBy(h => h.Number).Take(Page).ToListAsync(cancellation);
            page.ForEach(_page.Enqueue);
        }

        if (!_page.TryDequeue(out var head))
        {
            return null;
        }

        if (!head.Content.Follows(Last?.Content))
        {
            throw Fault(head, $"does not follow head {Last?.Number ?? 0}: a head is missing or was changed");
        }

        Check(head);
        Last = head;
        Count++;
        return head;
    }

    /// <summary>Checks the signature of a head, and that what it keeps to go on from belongs to it.</summary>
    /// <exception cref="AuditFaultException">It is not signed by us.</exception>
    public void Check(AuditHead head)
    {
        if (!HeadSigner.IsSigned(key, head))
        {
            throw Fault(head, "is not signed with this site's key");
        }

        if (head.Frontier is { } kept
            && (MerkleFrontier.Read(head.Size, kept) is not { } frontier || !frontier.Root().AsSpan().SequenceEqual(head.Root)))
        {
            throw Fault(head, "keeps hashes that do not belong to it");
        }
    }

    private static AuditFaultException Fault(AuditHead head, string problem) => new(
        AuditFaultKind.Heads, null, null, $"Head {head.Number} in the vault (entries 1 to {head.Size}) {problem}.");
}
