using System.Diagnostics;
using IGSendMail.Privacy.Policy;
using IGSendMail.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace IGSendMail.Web.Tests.Policy;

/// <summary>What an operator sees who changes the files of the policy.</summary>
public sealed class PolicyFolderTests
{
    [Fact]
    public async Task Other_commitments_are_other_figures_on_the_page()
    {
        using var trial = new PolicyTrial();
        trial.Change("account-data-kept: P30D", "account-data-kept: P41D");
        trial.Change("subscriber-data-gone: P30D", "subscriber-data-gone: P42D");
        trial.Change("answer: P30D", "answer: P1D");
        trial.Change("notice: P30D", "notice: P44D");
        trial.Change("minimum-age: 16", "minimum-age: 17");
        using var site = new TestSite().With("Policy:Folder", trial.Folder);

        var page = await site.Visitor().GetAsync("/privacy");

        Assert.Contains("for 41 days after you cancel", page.TextOf("#data-retention .clause__text"), StringComparison.Ordinal);
        Assert.Contains("within 42 days of your cancellation", page.TextOf("#data-retention .clause__text"), StringComparison.Ordinal);
        Assert.Contains("We answer within 1 day.", page.TextOf("#your-rights .clause__text"), StringComparison.Ordinal);
        Assert.Contains("at least 44 days before", page.TextOf("#changes-to-this-policy .clause__text"), StringComparison.Ordinal);
        Assert.Contains("under the age of 17", page.TextOf("#childrens-privacy .clause__text"), StringComparison.Ordinal);
        Assert.DoesNotContain("30 days", page.TextOf(".policy"), StringComparison.Ordinal);
        Assert.DoesNotContain("16", page.TextOf(".policy"), StringComparison.Ordinal);
        Assert.Equal(TimeSpan.FromDays(41), site.Services.GetRequiredService<PolicyShelf>().Snapshot().InForce.Commitments.AccountDataKept);
    }

    [Fact]
    public async Task A_material_change_that_is_loaded_late_is_announced_and_waits_for_its_notice()
    {
        using var trial = new PolicyTrial();
        trial.Add("2026-02", "2026-09-01", "2026-10-15", material: true);
        using var site = new TestSite().With("Policy:Folder", trial.Folder);
        var visitor = site.Visitor();

        // First loaded at noon UTC on 10 November; 30 days later it is still 10 December in New York.
        var announced = await visitor.GetAsync("/privacy");
        Assert.Contains("Version 2026-01 · In force since", announced.Text, StringComparison.Ordinal);
        Assert.Contains("takes effect on 11 December 2026", announced.TextOf("main .notice"), StringComparison.Ordinal);
        Assert.Contains("Takes effect on 11 December 2026", (await visitor.GetAsync("/privacy/versions/2026-02")).Text, StringComparison.Ordinal);

        site.Time.SetUtcNow(new DateTimeOffset(2026, 12, 11, 4, 59, 59, TimeSpan.Zero));
        Assert.Contains("Version 2026-01 · In force since", (await visitor.GetAsync("/privacy")).Text, StringComparison.Ordinal);

        site.Time.SetUtcNow(new DateTimeOffset(2026, 12, 11, 5, 0, 0, TimeSpan.Zero));
        Assert.Contains("Version 2026-02 · In force since 11 December 2026", (await visitor.GetAsync("/privacy")).Text, StringComparison.Ordinal);
        Assert.Contains("In force from 1 January 2026 to 10 December 2026", (await visitor.GetAsync("/privacy/versions/2026-01")).Text, StringComparison.Ordinal);
        Assert.Equal(2, await site.InDatabaseAsync(db => db.PolicyLoads().CountAsync()));
    }

    [Fact]
    public async Task A_wrong_policy_stops_the_start_with_file_line_and_remedy()
    {
        using var trial = new PolicyTrial();
        var line = trial.Change("answer: P30D", "answer: P1M");

        var (code, output) = await RunAsync(trial.Folder, "--urls", "http://127.0.0.1:0", "--Policy:Folder", trial.Folder);

        Assert.Equal(2, code);
        Assert.Contains($"{trial.File}, line {line}: \"answer\" is \"P1M\": months and years have no fixed number of days. Write whole days, such as P30D.", output, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Policy_check_says_whether_a_file_holds()
    {
        using var trial = new PolicyTrial();
        Assert.Equal((0, "OK"), await RunAsync(trial.Folder, "policy", "check", trial.File));
        Assert.Equal((0, "OK"), await RunAsync(trial.Folder, "policy", "check", trial.Register));

        var line = trial.Change("{{notice}}", "{{warning}}");
        var (code, output) = await RunAsync(trial.Folder, "policy", "check", trial.File);
        Assert.Equal(1, code);
        Assert.StartsWith($"{trial.File}, line {line}: the placeholder \"warning\" is unknown.", output, StringComparison.Ordinal);

        Assert.Equal(2, (await RunAsync(trial.Folder, "policy", "check", Path.Combine(trial.Folder, "nothing.md"))).Code);
        Assert.Equal(2, (await RunAsync(trial.Folder, "policy", "check")).Code);
    }

    [Fact]
    public async Task The_start_stops_while_no_version_has_begun()
    {
        using var trial = new PolicyTrial();
        trial.Change("review: 2027-01-01", "review: 9999-01-01");
        trial.Change("effective: 2026-01-01", "effective: 9000-01-01");

        var (code, output) = await RunAsync(trial.Folder, "--urls", "http://127.0.0.1:0", "--Policy:Folder", trial.Folder);

        Assert.Equal(2, code);
        Assert.Contains("the first version takes effect on 9000-01-01, so no policy is in force today", output, StringComparison.Ordinal);
    }

    /// <summary>Runs the real program in a folder of its own and says how it ended.</summary>
    private static async Task<(int Code, string Output)> RunAsync(string folder, params string[] arguments)
    {
        var start = new ProcessStartInfo("dotnet") { WorkingDirectory = folder, RedirectStandardError = true, RedirectStandardOutput = true, UseShellExecute = false };
        start.Environment["ASPNETCORE_ENVIRONMENT"] = "Development";
        start.ArgumentList.Add(Path.Combine(AppContext.BaseDirectory, "IGSendMail.Web.dll"));
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }

        using var program = Process.Start(start)!;
        var output = program.StandardOutput.ReadToEndAsync();
        var errors = program.StandardError.ReadToEndAsync();
        await program.WaitForExitAsync();
        return (program.ExitCode, (await output + await errors).Trim());
    }
}
