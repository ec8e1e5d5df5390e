namespace IGSendMail.Storage;

/// <summary>
/// Tells work in slices whether people have written lately: while nobody has, its slices may be longer
/// (<see cref="SlicePace.AimAlone"/>).
/// </summary>
public sealed class QuietSpell(WriteGate gate)
{
    /// <summary>So many slices in a row without a write of a person, and slices may become longer.</summary>
    private const int SlicesAlone = 20;

    private long _interactiveTurns;
    private int _alone;

    /// <summary>True if nobody has written for a while.</summary>
    public bool IsAlone => _alone >= SlicesAlone;

    /// <summary>Looks once after each slice.</summary>
    public bool Look()
    {
        var turns = gate.InteractiveTurns;
        _alone = turns == _interactiveTurns ? _alone + 1 : 0;
        _interactiveTurns = turns;
        return IsAlone;
    }
}
