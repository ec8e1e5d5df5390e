using System.Security.Cryptography;
using IGSendMail.Storage;

namespace IGSendMail.Privacy.Consent;

/// <summary>One choice to be recorded.</summary>
public sealed record ConsentDecision
{
    /// <summary>Key of its record: recording it twice makes one record.</summary>
    public required Guid RecordId { get; init; }

    /// <summary>The chain it belongs to.</summary>
    public required Guid ChainId { get; init; }

    /// <summary>What was chosen.</summary>
    public required ConsentChoice Choice { get; init; }

    /// <summary>What the visitor's valid cookie said before, or null.</summary>
    public ConsentChoice? Before { get; init; }

    /// <summary>
    /// True if something is allowed that was not allowed a moment ago: that must stand in the ledger before it takes
    /// effect. Anything else takes effect at once, whether the ledger can be reached or not.
    /// </summary>
    public required bool Widens { get; init; }

    /// <summary>The analytics visitor id it concerns, if any.</summary>
    public Guid? VisitorId { get; init; }

    /// <summary>
    /// The analytics visitor id in the browser that loses its consent: its past page views become nobody's. When analytics
    /// ends, so do those of every id that the chain ever had.
    /// </summary>
    public Guid? FormerVisitorId { get; init; }

    /// <summary>The account, if the person was signed in.</summary>
    public Guid? AccountId { get; init; }

    /// <summary>The text on the page the choice was made on, or null if that text is unknown.</summary>
    public ShownText? Text { get; init; }

    /// <summary>The policy version in force on that page; null for what was kept on the disk by a program that did not note it.</summary>
    public string? PolicyVersion { get; init; }

    /// <summary>
    /// A decision with its record key and its place in a chain: a grant goes on with the chain before it or begins one, the
    /// end of a grant belongs to its chain, a refusal stands alone.
    /// </summary>
    public static ConsentDecision Of(ConsentChoice choice, ConsentChoice? before, bool widens, ConsentKeys keys)
    {
        var chain = before?.Chain ?? keys.ChainId;
        return new()
        {
            RecordId = keys.RecordId,
            ChainId = chain,
            Choice = choice with { Chain = choice.IsRefusal ? null : chain },
            Before = before,
            Widens = widens,
        };
    }

    /// <summary>The chain that it ends and until when its grant would have held, or null if it ends none.</summary>
    internal (Guid Chain, DateTimeOffset Until)? Revokes =>
        Choice.IsRefusal && Before is { IsRefusal: false, Chain: { } chain } before
            ? (chain, before.At + ConsentChoice.ValidFor)
            : null;

    /// <summary>True for a grant without the text it was given on: it would prove nothing.</summary>
    internal bool LacksItsText => Widens && Text is null;
}

/// <summary>
/// The random keys of one choice, made when its button was pressed: whoever reads them twice records one choice, in one chain.
/// </summary>
/// <param name="RecordId">Key of its record.</param>
/// <param name="ChainId">The chain that it begins, unless it goes on with one.</param>
public readonly record struct ConsentKeys(Guid RecordId, Guid ChainId)
{
    /// <summary>New keys.</summary>
    public static ConsentKeys New(TimeProvider time) => new(RowKeys.New(time), new Guid(RandomNumberGenerator.GetBytes(16)));
}

/// <summary>
/// A room that holds something under the analytics number of a visitor, and lets go of it once that visitor's consent
/// ended by their will. Runs inside the transaction that records it.
/// </summary>
public interface IConsentFollower
{
    /// <summary>These visitors allow nothing any more.</summary>
    Task LeftAsync(IGSendMailContext db, IReadOnlyList<Guid> visitors, CancellationToken cancellation);
}
