using System.CommandLine;
using System.Globalization;
using IGSendMail.Privacy.Retention;

namespace IGSendMail.Web.Commands;

/// <summary><c>clock accept</c></summary>
internal static class ClockCommand
{
    public static Command Build()
    {
        var accept = new Command("accept", """
            Says that the clock of this machine is right although something newer is on record.
            For a machine whose clock once was ahead (or after Clock:AdvanceDays in Development): deletion by time goes on from
            the present. Look at the clock first. What was recorded stays, and so does an entry in the audit trail.
            """);
        accept.SetAction((_, cancellation) => CommandHost.RunAsync(AcceptAsync, cancellation));
        return new Command("clock", "The clock that deletions go by.") { accept };
    }

    private static async Task<int> AcceptAsync(IServiceProvider services, CancellationToken cancellation)
    {
        var before = await services.GetRequiredService<ClockGuard>().AcceptAsync(cancellation);
        Console.WriteLine(before.Verdict == ClockVerdict.Trusted
            ? string.Create(CultureInfo.InvariantCulture, $"The clock ({before.Now:u}) is trusted already. Nothing was changed.")
            : string.Create(CultureInfo.InvariantCulture, $"The clock ({before.Now:u}) is taken to be right; the newest instant on record was {before.Newest:u}. Deletion by time goes on."));
        return 0;
    }
}
