using System.Globalization;
using IGSendMail.Platform.Accounts;
using IGSendMail.Storage;
using IGSendMail.Testing;
using Microsoft.EntityFrameworkCore;
using Xunit.Abstractions;

namespace IGSendMail.Web.Tests.Limits;

/// <summary>
/// The short form of the benchmark <c>floods</c>: what it prints is for people to read, no time is asserted. <c>IGSENDMAIL_SECONDS</c> makes it longer.
/// </summary>
public sealed class FloodTrialTests(ITestOutputHelper output)
{
    [Fact]
    public async Task In_a_flood_a_bystander_reads_and_signs_in_and_no_guesser_gets_in()
    {
        var seconds = int.Parse(Environment.GetEnvironmentVariable("IGSENDMAIL_SECONDS") ?? "2", CultureInfo.InvariantCulture);
        await using var site = new TestSite { HashesSlowly = true };
        using var printed = new StringWriter();

        var trial = await FloodedSite.TryAsync(site, TimeSpan.FromSeconds(seconds), printed, CancellationToken.None);

        output.WriteLine(printed.ToString());
        Assert.True(trial.SignIns >= 3, printed.ToString());
        Assert.DoesNotContain("guess 302", trial.Answers.Keys);
        Assert.Contains(trial.Answers, answer => answer.Key.StartsWith("guess ", StringComparison.Ordinal) && answer.Value > 0);
        Assert.Contains(trial.Answers, answer => answer.Key.StartsWith("choice ", StringComparison.Ordinal) && answer.Value > 0);
        Assert.DoesNotContain(trial.Answers.Keys, answer => answer.EndsWith(" 500", StringComparison.Ordinal));
        Assert.All(
            await site.InDatabaseAsync(db => db.Set<Tally>().AsNoTracking().Where(t => t.UserId != null).Select(t => t.Count).ToListAsync()),
            count => Assert.InRange(count, 1, Guesses.Most));
    }
}
