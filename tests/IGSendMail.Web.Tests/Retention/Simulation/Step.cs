using System.Globalization;

namespace IGSendMail.Web.Tests.Retention.Simulation;

/// <summary>What can happen in the life of a company.</summary>
internal enum Deed
{
    SignUp,
    Upload,
    DeleteList,
    Cancel,
    ComeBack,
    ComeBackMeanwhile,
    AskErasure,
    HoldAccount,
    HoldCategory,
    Lift,
    Backup,
    Restore,
    RestoreTable,
    OldVault,
    OldPair,
    Publish,
    ClockBack,
    ClockAhead,
    ClockRight,
    Restart,
    Killed,
    Down,
}

/// <summary>One thing that happens. One that makes no sense when its time comes does not happen, so any step can be left out.</summary>
/// <param name="At">When, in true time since the beginning.</param>
/// <param name="Deed">What.</param>
/// <param name="Which">The customer, or which of several; its meaning depends on the deed.</param>
/// <param name="Amount">How many or how long.</param>
internal sealed record Step(TimeSpan At, Deed Deed, int Which = 0, int Amount = 0)
{
    /// <summary>As a line for people.</summary>
    public override string ToString() => string.Create(
        CultureInfo.InvariantCulture, $"day {At.Days,4} {At:hh\\:mm\\:ss}  {InWords}");

    private string InWords => Deed switch
    {
        Deed.SignUp => $"customer {Which} signs up",
        Deed.Upload => $"customer {Which} uploads a list of {Amount} people",
        Deed.DeleteList => $"customer {Which} deletes a list",
        Deed.Cancel => $"customer {Which} cancels",
        Deed.ComeBack => $"customer {Which} takes the cancellation back",
        Deed.ComeBackMeanwhile => $"customer {Which} will take the cancellation back in the very moment in which its time is up",
        Deed.AskErasure => $"customer {Which} asks for everything to be deleted",
        Deed.HoldAccount => $"an officer places a hold on customer {Which}",
        Deed.HoldCategory => $"an officer places a hold on {Life.HeldCategories[Which]} data",
        Deed.Lift => "an officer lifts a hold",
        Deed.Backup => "the database is backed up",
        Deed.Restore => "the newest backup is restored",
        Deed.RestoreTable => $"the table {Life.Tables[Which]} of the newest backup is put among today's others",
        Deed.OldVault => "an old vault is put beneath today's database, and put right",
        Deed.OldPair => "an old database and an old vault are put back together, and put right",
        Deed.Publish => $"a policy is published: account data kept {Which} days, lists gone after {Amount} days",
        Deed.ClockBack => $"the clock jumps back by {Amount} hours",
        Deed.ClockAhead => $"the clock jumps ahead by {Amount} hours",
        Deed.ClockRight => "the clock is put right",
        Deed.Restart => "the site starts anew",
        Deed.Killed => Amount == 0 ? "the job is killed once it has ordered what is due" : "the job is killed once keys are destroyed",
        Deed.Down => $"the site is down for {Amount} hours",
        _ => throw new InvalidOperationException($"{Deed} has no words."),
    };
}
