namespace IGSendMail.Privacy.Consent;

/// <summary>What a visitor chose, as their cookie carries it.</summary>
/// <param name="Analytics">True if analytics was allowed.</param>
/// <param name="Preference">True if preference cookies were allowed.</param>
/// <param name="At">When; whole seconds.</param>
/// <param name="DespiteSignal">
/// True if the browser sent Global Privacy Control when the choice was made: only then does a grant outweigh the signal.
/// </param>
/// <param name="Shown">What the categories meant at that time.</param>
public readonly record struct ConsentChoice(
    bool Analytics, bool Preference, DateTimeOffset At, bool DespiteSignal, CategoryFingerprints Shown)
{
    /// <summary>How long a choice holds before we ask again (six months: CNIL, decision 2020-092, recommends it).</summary>
    public static readonly TimeSpan ValidFor = TimeSpan.FromDays(183);

    /// <summary>
    /// The consent id: names the chain of records from a first grant over its changes to its end, so that a consent can be
    /// taken back from elsewhere. Only a grant has one: a refusal tells no browser from another.
    /// </summary>
    public Guid? Chain { get; init; }

    /// <summary>True if nothing optional was allowed.</summary>
    public bool IsRefusal => !Analytics && !Preference;

    /// <summary>The refusal that is left of a choice once it was taken back.</summary>
    public ConsentChoice AsRefusal() => this with { Analytics = false, Preference = false, Chain = null };
}

/// <summary>
/// Fingerprints of what each optional category consists of (purposes, lifetimes and parties of its cookies). A grant
/// covers what was shown, not what a category became later.
/// </summary>
public readonly record struct CategoryFingerprints(uint Analytics, uint Preference);
