using IGSendMail.Privacy.PersonalData;
using IGSendMail.Storage;

namespace IGSendMail.Privacy.Erasure;

/// <summary>What follows from counting again just before the first act that cannot be taken back.</summary>
internal enum DriftAnswer
{
    /// <summary>The stores hold what the plan said.</summary>
    Act,

    /// <summary>Only what is allowed to move has moved: the new count becomes the plan, and it is acted on.</summary>
    TakeNewPlan,

    /// <summary>Something else has moved: plan anew and count once more before anything happens.</summary>
    PlanAgain,

    /// <summary>It moves every time: nothing happens until an officer has looked.</summary>
    Halt,
}

/// <summary>
/// Decides whether a plan still stands. An order covers all of a subject, so a plan is no limit of what goes: it is the
/// proof that what goes is what was looked at. Letters and accountability entries come into being by the very work on a
/// request, so their counts may move; a store that did not answer is counted when it does; anything else must hold still.
/// </summary>
internal static class PlanDrift
{
    /// <summary>So many times in a row something may have moved before an officer has to look.</summary>
    public const int MostInARow = 3;

    /// <summary>Decides.</summary>
    /// <param name="planned">What the plan says.</param>
    /// <param name="counted">What was counted just now.</param>
    /// <param name="driftsBefore">How often in a row the plan did not stand before.</param>
    /// <param name="mayMove">True for the keys of stores that the work on a request itself writes to.</param>
    public static DriftAnswer Decide(ErasureCounts planned, ErasureCounts counted, int driftsBefore, Func<string, bool> mayMove)
    {
        if (planned.Fingerprint() == counted.Fingerprint())
        {
            return DriftAnswer.Act;
        }

        var before = planned.Stores.ToDictionary(p => p.StoreKey, StringComparer.Ordinal);
        var now = counted.Stores.ToDictionary(p => p.StoreKey, StringComparer.Ordinal);
        var hasMoved = before.Keys.Union(now.Keys, StringComparer.Ordinal).Any(key =>
            !before.TryGetValue(key, out var was) || !now.TryGetValue(key, out var there)
            || (was != there && was.IsCounted && there.IsCounted && !mayMove(key)));
        return !hasMoved ? DriftAnswer.TakeNewPlan
            : driftsBefore + 1 < MostInARow ? DriftAnswer.PlanAgain
            : DriftAnswer.Halt;
    }

    /// <summary>True for stores that the work on a request itself writes to: its letters, and what shows how it was answered.</summary>
    public static bool MayMove(StoreDescription store) =>
        store.Category == DataCategory.Accountability || store.IsWrittenMeanwhile || store.Key == nameof(OutboxMessage);
}
