namespace IGSendMail.Privacy.Requests;

/// <summary>
/// The deadlines of requests: calendar dates in <c>Site:TimeZone</c>, each due at that day's end. Pure arithmetic.
/// </summary>
public static class RequestClock
{
    /// <summary>
    /// The latest day of the answer: the earliest of the policy's own commitment and the law's period. GDPR Art. 12(3)
    /// gives one calendar month; 11 CCR § 7021(b) gives 45 days with the day of receipt as the first, and verification
    /// does not stop them.
    /// </summary>
    /// <param name="regime">Whose law counts.</param>
    /// <param name="received">The day of receipt.</param>
    /// <param name="commitment">The policy's response commitment; whole days count.</param>
    public static DateOnly Answer(Regime regime, DateOnly received, TimeSpan commitment)
    {
        var promised = received.AddDays((int)commitment.TotalDays);
        var lawful = regime == Regime.Gdpr ? MonthsLater(received, 1) : received.AddDays(44);
        return promised < lawful ? promised : lawful;
    }

    /// <summary>
    /// The latest day that we give ourselves: the earliest under any law and our own commitment, for everybody, so that
    /// nobody has to know which law is theirs.
    /// </summary>
    public static DateOnly AnswerForEverybody(DateOnly received, TimeSpan commitment) =>
        Enum.GetValues<Regime>().Min(regime => Answer(regime, received, commitment));

    /// <summary>
    /// The latest day after an extension, by the law alone: the policy promises none. GDPR Art. 12(3): two further
    /// months; 11 CCR § 7021(b): 90 days with the day of receipt as the first.
    /// </summary>
    public static DateOnly Extended(Regime regime, DateOnly received) =>
        regime == Regime.Gdpr ? MonthsLater(received, 3) : received.AddDays(89);

    /// <summary>
    /// The latest day on which receipt must be confirmed: 10 business days in California (11 CCR § 7021(a)); the GDPR
    /// has no such day.
    /// </summary>
    public static DateOnly? ConfirmReceipt(Regime regime, DateOnly received) =>
        regime == Regime.Ccpa ? FederalCalendar.BusinessDaysLater(received, 10) : null;

    /// <summary>The calendar day on which an instant falls.</summary>
    public static DateOnly DayOf(DateTimeOffset instant, TimeZoneInfo zone) =>
        DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(instant, zone).DateTime);

    /// <summary>
    /// Regulation (EEC, Euratom) 1182/71 Art. 3: the same-numbered day, else the month's last. It is never moved
    /// behind a holiday, so that no answer is ever late by another reading.
    /// </summary>
    private static DateOnly MonthsLater(DateOnly day, int months) => day.AddMonths(months);
}
