using CsCheck;
using IGSendMail.Privacy.Consent;

namespace IGSendMail.Privacy.Tests.Consent;

public sealed class ConsentStateTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 10, 12, 0, 0, TimeSpan.Zero);
    private static readonly CategoryFingerprints Current = new(11, 22);

    [Theory]
    // allowed then: analytics, preference; despite signal; signal now → analytics, preference, chosen, signal denies
    [InlineData(true, true, false, false, true, true, true, false)]
    [InlineData(true, false, false, false, true, false, true, false)]
    [InlineData(false, true, false, false, false, true, true, false)]
    [InlineData(false, false, false, false, false, false, true, false)]
    [InlineData(false, false, false, true, false, false, true, false)]
    [InlineData(true, true, false, true, false, false, false, true)]
    [InlineData(true, false, true, true, true, false, true, false)]
    [InlineData(true, true, true, false, true, true, true, false)]
    public void A_choice_and_the_signal_decide_together(
        bool analytics, bool preference, bool despite, bool signal,
        bool analyticsNow, bool preferenceNow, bool chosen, bool denies)
    {
        var choice = new ConsentChoice(analytics, preference, Now.AddDays(-1), despite, Current);

        Assert.Equal(
            new ConsentState(analyticsNow, preferenceNow, chosen, denies),
            ConsentState.Decide(choice, signal, Current, Now));
    }

    [Theory]
    [InlineData(false, false)]
    [InlineData(true, true)]
    public void Without_a_choice_nothing_optional_is_allowed(bool signal, bool denies) =>
        Assert.Equal(new ConsentState(false, false, false, denies), ConsentState.Decide(null, signal, Current, Now));

    [Theory]
    [InlineData(0, true)]
    [InlineData(182, true)]
    [InlineData(183, false)]
    [InlineData(5000, false)]
    [InlineData(-1, true)]
    [InlineData(-2, false)]
    public void A_choice_holds_for_183_days(int daysAgo, bool holds)
    {
        var state = ConsentState.Decide(new(true, true, Now.AddDays(-daysAgo), false, Current), false, Current, Now);

        Assert.Equal(new ConsentState(holds, holds, holds, false), state);
    }

    [Fact]
    public void The_last_second_of_the_183_days_still_counts()
    {
        var choice = new ConsentChoice(true, true, Now, false, Current);

        Assert.True(ConsentState.HoldsAt(choice, Now.AddDays(183).AddSeconds(-1)));
        Assert.False(ConsentState.HoldsAt(choice, Now.AddDays(183)));
    }

    [Fact]
    public void A_category_that_changed_is_asked_for_again_and_the_other_stays()
    {
        var state = ConsentState.Decide(
            new(true, true, Now, false, Current with { Analytics = 99 }), false, Current, Now);

        Assert.Equal(new ConsentState(false, true, false, false, AnalyticsChanged: true), state);
    }

    [Fact]
    public void A_refusal_outlives_a_change_of_the_categories()
    {
        var state = ConsentState.Decide(new(false, false, Now, false, new(0, 0)), false, Current, Now);

        Assert.True(state.HasChosen);
    }

    [Fact]
    public void Nothing_is_ever_allowed_that_was_not_chosen() =>
        Gen.Select(Gen.Bool, Gen.Bool, Gen.Int[-400, 400], Gen.Bool, Gen.Bool).Sample(
            (analytics, preference, days, despite, signal) =>
            {
                var state = ConsentState.Decide(
                    new(analytics, preference, Now.AddDays(days), despite, Current), signal, Current, Now);
                return (analytics || !state.Analytics) && (preference || !state.Preference)
                    && (state.HasChosen || (!state.Analytics && !state.Preference));
            });

    [Theory]
    [InlineData(null, "", ConsentKind.Refused)]
    [InlineData(null, "a", ConsentKind.Granted)]
    [InlineData("", "", ConsentKind.Refused)]
    [InlineData("", "ap", ConsentKind.Granted)]
    [InlineData("a", "", ConsentKind.Withdrawn)]
    [InlineData("ap", "", ConsentKind.Withdrawn)]
    [InlineData("ap", "p", ConsentKind.Changed)]
    [InlineData("a", "p", ConsentKind.Changed)]
    [InlineData("a", "ap", ConsentKind.Changed)]
    [InlineData("a", "a", ConsentKind.Granted)]
    public void What_a_choice_did_has_a_name(string? before, string after, ConsentKind kind) =>
        Assert.Equal(kind, ConsentLedger.KindOf(before is null ? null : Choice(before), Choice(after)));

    private static ConsentChoice Choice(string letters) =>
        new(letters.Contains('a'), letters.Contains('p'), Now, false, Current);
}
