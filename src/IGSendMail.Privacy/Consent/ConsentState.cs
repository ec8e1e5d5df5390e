using IGSendMail.Privacy.Purposes;

namespace IGSendMail.Privacy.Consent;

/// <summary>What may happen for a visitor right now. The default value allows nothing optional.</summary>
/// <param name="Analytics">True if page views may be counted.</param>
/// <param name="Preference">True if settings may be remembered.</param>
/// <param name="HasChosen">False if the visitor is to be asked.</param>
/// <param name="SignalDenies">True if it is Global Privacy Control that denies, because no later choice says otherwise.</param>
/// <param name="AnalyticsChanged">True if analytics was allowed but has become something else since.</param>
/// <param name="PreferenceChanged">True if preference cookies were allowed but have become something else since.</param>
public readonly record struct ConsentState(
    bool Analytics, bool Preference, bool HasChosen, bool SignalDenies,
    bool AnalyticsChanged = false, bool PreferenceChanged = false)
{
    /// <summary>
    /// Decides from the choice (null: none, or none that can be trusted) and the signal. A choice made before the
    /// browser sent Global Privacy Control gives way to it (11 CCR § 7025); one made in view of the signal holds. A
    /// grant for a category that has changed since no longer counts, and the visitor is asked again.
    /// </summary>
    public static ConsentState Decide(ConsentChoice? choice, bool signal, CategoryFingerprints current, DateTimeOffset now)
    {
        if (choice is not { } made || !HoldsAt(made, now))
        {
            return new(false, false, HasChosen: false, SignalDenies: signal);
        }

        if (made.IsRefusal)
        {
            return new(false, false, HasChosen: true, SignalDenies: false);
        }

        if (signal && !made.DespiteSignal)
        {
            return new(false, false, HasChosen: false, SignalDenies: true);
        }

        var analytics = made.Analytics && made.Shown.Analytics == current.Analytics;
        var preference = made.Preference && made.Shown.Preference == current.Preference;
        return new(
            analytics, preference,
            HasChosen: analytics == made.Analytics && preference == made.Preference,
            SignalDenies: false,
            AnalyticsChanged: made.Analytics && !analytics,
            PreferenceChanged: made.Preference && !preference);
    }

    /// <summary>True if a purpose may run for this visitor.</summary>
    public bool MayRun(CookiePurpose purpose) => Allows(purpose.Category);

    /// <summary>True if this visitor allows a category; what is essential always is.</summary>
    public bool Allows(ConsentCategory category) => category switch
    {
        ConsentCategory.Essential => true,
        ConsentCategory.Analytics => Analytics,
        ConsentCategory.Preference => Preference,
        _ => false,
    };

    /// <summary>True while a choice is valid. One dated ahead of the clock by more than a day is not trusted.</summary>
    public static bool HoldsAt(ConsentChoice choice, DateTimeOffset now) =>
        now < choice.At + ConsentChoice.ValidFor && choice.At <= now + TimeSpan.FromDays(1);
}
