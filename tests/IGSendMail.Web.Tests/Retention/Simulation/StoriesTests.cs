using IGSendMail.Storage;

namespace IGSendMail.Web.Tests.Retention.Simulation;

/// <summary>Lives in which the simulation once found a fault, as short as they got.</summary>
public sealed class StoriesTests
{
    private static readonly TimeSpan Day = TimeSpan.FromDays(1);
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    private static readonly Step SignUp = new(Hour, Deed.SignUp, 1);
    private static readonly Step Upload = new(2 * Hour, Deed.Upload, 1, 8);

    [Fact]
    public Task A_list_that_its_owner_deletes_stays_while_its_category_is_held() => PlayAsync(
        SignUp, Upload, new Step(5 * Day, Deed.HoldCategory, Which: 0), new Step(6 * Day, Deed.DeleteList, 1));

    [Fact]
    public Task An_account_whose_hold_is_lifted_after_all_its_time_goes_with_one_receipt() => PlayAsync(
        SignUp, Upload, new Step(5 * Day, Deed.HoldAccount, 1), new Step(6 * Day, Deed.Cancel, 1), new Step(60 * Day, Deed.Lift));

    [Fact]
    public Task People_who_went_with_one_erasure_do_not_stand_on_the_receipt_of_another() => PlayAsync(
        SignUp, Upload, new Step(5 * Day, Deed.HoldCategory, Which: 2), new Step(6 * Day, Deed.Cancel, 1), new Step(60 * Day, Deed.Lift));

    [Fact]
    public Task Lists_whose_deletion_is_ordered_do_not_come_back_because_a_clock_went_back() => PlayAsync(
        SignUp, Upload, new Step(5 * Day, Deed.HoldCategory, Which: 2), new Step(10 * Day, Deed.Cancel, 1),
        new Step((38 * Day) + Hour, Deed.ClockBack, Amount: 24), new Step((38 * Day) + (2 * Hour), Deed.ComeBack, 1),
        new Step(45 * Day, Deed.Lift));

    [Fact]
    public Task A_clock_that_was_far_ahead_and_is_put_right_holds_nothing_up() => PlayAsync(
        SignUp, Upload, new Step(5 * Day, Deed.Backup), new Step(6 * Day, Deed.AskErasure, 1), new Step(7 * Day, Deed.SignUp, 2),
        new Step(8 * Day, Deed.ClockAhead, Amount: 24 * 30), new Step((8 * Day) + Hour, Deed.Restore),
        new Step((8 * Day) + (2 * Hour), Deed.ClockRight), new Step(9 * Day, Deed.SignUp, 3), new Step((9 * Day) + Hour, Deed.Upload, 3, 4),
        new Step(10 * Day, Deed.AskErasure, 3));

    [Fact]
    public Task An_erasure_that_was_held_for_longer_than_the_journal_remembers_ends_all_the_same() => PlayAsync(
        SignUp, new Step(84 * Day, Deed.AskErasure, 1), new Step((84 * Day) + Hour, Deed.Killed, Amount: 1),
        new Step(100 * Day, Deed.HoldCategory, Which: 1), new Step(101 * Day, Deed.SignUp, 2), new Step(102 * Day, Deed.Cancel, 2));

    [Fact]
    public Task A_cancellation_taken_back_between_the_finding_and_the_ordering_of_its_erasure_stops_it() => PlayAsync(
        SignUp, Upload, new Step(5 * Day, Deed.Cancel, 1), new Step(6 * Day, Deed.ComeBackMeanwhile, 1), new Step(50 * Day, Deed.Upload, 1, 4));

    [Fact]
    public Task A_clock_that_goes_back_before_there_was_any_round_is_found() => PlayAsync(
        new Step(Hour, Deed.Down, Amount: 396), new Step(14 * Hour, Deed.ClockBack, Amount: 776));

    [Fact]
    public Task What_people_were_told_since_the_backup_is_so_after_a_restore() => PlayAsync(
        SignUp, Upload, new Step(3 * Hour, Deed.SignUp, 2), new Step(4 * Hour, Deed.Upload, 2, 4), new Step(Day, Deed.Cancel, 2),
        new Step(2 * Day, Deed.Backup), new Step(3 * Day, Deed.Cancel, 1), new Step((3 * Day) + Hour, Deed.SignUp, 3), new Step(4 * Day, Deed.ComeBack, 2),
        new Step((4 * Day) + Hour, Deed.DeleteList, 2), new Step((4 * Day) + (2 * Hour), Deed.HoldAccount, 1), new Step(5 * Day, Deed.Restore),
        new Step(60 * Day, Deed.Lift), new Step(100 * Day, Deed.Cancel, 3));

    [Fact]
    public Task Two_deletions_that_were_held_together_are_told_apart_although_the_clock_went_back_between_them() => PlayAsync(
        SignUp, Upload, new Step(5 * Day, Deed.HoldCategory, Which: 0), new Step(6 * Day, Deed.HoldCategory, Which: 2), new Step(10 * Day, Deed.Cancel, 1),
        new Step(39 * Day, Deed.Lift, Which: 0), new Step(40 * Day, Deed.ClockBack, Amount: 434), new Step((40 * Day) + Hour, Deed.AskErasure, 1));

    [Fact]
    public Task A_backup_that_is_put_back_long_after_the_last_deletion_is_served() => PlayAsync(
        new Step(2 * Day, Deed.SignUp, 6), new Step((2_509 * Day) + new TimeSpan(3, 19, 22), Deed.Cancel, 6),
        new Step((2_791 * Day) + new TimeSpan(6, 26, 57), Deed.Backup), new Step((2_791 * Day) + new TimeSpan(11, 22, 53), Deed.Restore));

    [Fact]
    public Task Neither_one_table_nor_an_old_vault_nor_an_old_pair_brings_back_whoever_was_erased() => PlayAsync(
        SignUp, Upload, new Step(3 * Hour, Deed.SignUp, 2), new Step(5 * Day, Deed.Backup), new Step(6 * Day, Deed.AskErasure, 1),
        new Step(7 * Day, Deed.Cancel, 2), new Step(8 * Day, Deed.RestoreTable, Which: 0), new Step((8 * Day) + Hour, Deed.RestoreTable, Which: 1),
        new Step(9 * Day, Deed.RestoreTable, Which: 3), new Step(10 * Day, Deed.OldVault), new Step(11 * Day, Deed.OldPair));

    [Fact]
    public Task A_lifted_hold_is_not_back_after_a_restore_because_the_account_it_was_on_is_gone() => PlayAsync(
        SignUp, new Step(5 * Day, Deed.HoldAccount, 1), new Step(10 * Day, Deed.Backup), new Step(11 * Day, Deed.Lift), new Step(12 * Day, Deed.Cancel, 1),
        new Step(100 * Day, Deed.Restore), new Step(101 * Day, Deed.SignUp, 1), new Step(102 * Day, Deed.Cancel, 1));

    [Fact]
    public Task Lists_that_went_after_their_owner_came_back_are_not_promised_away_again_by_a_start() => PlayAsync(
        SignUp, Upload, new Step(5 * Day, Deed.HoldCategory, Which: 0), new Step(6 * Day, Deed.Cancel, 1), new Step((35 * Day) + Hour, Deed.ComeBack, 1),
        new Step(37 * Day, Deed.Lift), new Step(40 * Day, Deed.Restart), new Step(41 * Day, Deed.Upload, 1, 4), new Step(60 * Day, Deed.Cancel, 1));

    /// <summary>The simulation would see it: each kind left out breaks a promise, and what is shown is no longer than it needs to be.</summary>
    [Theory]
    [InlineData("Promise", nameof(Deed.Cancel))]
    [InlineData("Account", nameof(Deed.SignUp))]
    [InlineData("ListDeleted", nameof(Deed.DeleteList))]
    [InlineData("Hold", nameof(Deed.HoldAccount))]
    public async Task A_kind_that_is_not_repeated_after_a_restore_is_found_and_the_story_gets_short(string kind, string deed)
    {
        var told = Enum.Parse<Deed>(deed);
        Step[] life =
        [
            SignUp, Upload, new Step(3 * Hour, Deed.SignUp, 2), new Step(4 * Hour, Deed.Restart),
            .. told == Deed.HoldAccount ? new[] { new Step(Day, Deed.Cancel, 1) } : [],
            new Step(2 * Day, Deed.Backup), new Step(3 * Day, told, told == Deed.SignUp ? 3 : 1), new Step(4 * Day, Deed.Restart),
            new Step(5 * Day, Deed.Restore), new Step(6 * Day, Deed.Upload, 2, 3),
        ];
        await using var prepared = await World.PreparedAsync("Sqlite");
        await using var whole = prepared.Another();
        Assert.Null(await FaultAsync(whole, prepared, life));
        await using var world = prepared.Another(new ToldKind(kind));

        Assert.NotNull(await FaultAsync(world, prepared, life));
        var shortest = await Shrinking.ShortestAsync(life, async steps => await FaultAsync(world, prepared, steps) is not null);

        Assert.InRange(shortest.Count, 3, 5);
        Assert.Contains(shortest, s => s.Deed == told);
        Assert.Contains(shortest, s => s.Deed == Deed.Restore);
    }

    private static async Task<SimulationFault?> FaultAsync(World world, World prepared, IReadOnlyList<Step> steps)
    {
        try
        {
            await new Play(world, prepared).PlayAsync(steps);
            return null;
        }
        catch (SimulationFault fault)
        {
            return fault;
        }
    }

    private static async Task PlayAsync(params Step[] steps)
    {
        await using var prepared = await World.PreparedAsync("Sqlite");
        await using var world = prepared.Another();
        await new Play(world, prepared).PlayAsync(steps);
    }
}
