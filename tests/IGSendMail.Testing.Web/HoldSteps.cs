using IGSendMail.Privacy.Holds;
using IGSendMail.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace IGSendMail.Testing;

/// <summary>What an officer does about legal holds.</summary>
public static class HoldSteps
{
    /// <summary>Orders that a hold be lifted, and takes the time to think again from it alone: the clock of the test stays. False if it cannot be ordered.</summary>
    public static async Task<bool> LiftAtOnceAsync(this IServiceProvider services, Guid hold)
    {
        if (!await services.GetRequiredService<LegalHolds>().OrderLiftAsync(hold, LiftReason.MatterEnded, default, CancellationToken.None))
        {
            return false;
        }

        var (db, now) = (services.GetRequiredService<IGSendMailContext>(), services.GetRequiredService<TimeProvider>().GetUtcNow());
        await db.WriteAsync(
            WriteUrgency.Interactive,
            token => db.LegalHolds().Where(h => h.Id == hold).ExecuteUpdateAsync(set => set.SetProperty(h => h.LiftsAt, now), token),
            CancellationToken.None);
        await services.GetRequiredService<HoldLifts>().RunAsync(CancellationToken.None);
        return true;
    }

    /// <summary>Lifts the only hold over its pages, and lets the hour pass.</summary>
    public static async Task LiftHoldAsync(this TestSite site, PageVisitor officer)
    {
        await officer.OrderLiftAsync();
        site.Time.Advance(HoldLifts.ThinkAgain);
        await site.RunHoldLiftsAsync();
    }

    /// <summary>Orders over its pages that the first hold be lifted.</summary>
    public static async Task<Page> OrderLiftAsync(this PageVisitor officer)
    {
        var holds = await officer.GetAsync("/officer/holds");
        var page = await officer.GetAsync(holds.Document.QuerySelector(".lift-link")!.GetAttribute("href")!);
        return await officer.SubmitAsync(page, "#lift-form", new Dictionary<string, string>
        {
            ["Reason"] = nameof(LiftReason.MatterEnded),
            ["Understood"] = "true",
        });
    }

    /// <summary>What lifts holds whose hour is over.</summary>
    public static Task RunHoldLiftsAsync(this TestSite site) =>
        site.InScopeAsync(services => services.GetRequiredService<HoldLifts>().RunAsync(CancellationToken.None));
}
