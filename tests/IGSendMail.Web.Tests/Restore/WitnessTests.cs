using System.Net;
using IGSendMail.Privacy.Audit;
using IGSendMail.Privacy.Erasure;
using IGSendMail.Privacy.Recovery;
using IGSendMail.Storage;
using IGSendMail.Testing;
using IGSendMail.Web.Hosting.Starting;
using IGSendMail.Web.Tests.Requests;
using Microsoft.Extensions.DependencyInjection;

namespace IGSendMail.Web.Tests.Restore;

/// <summary>An old database and an old vault that are put back together fit each other. The witness in a third place knows better.</summary>
public sealed class WitnessTests : IDisposable
{
    private readonly string _third = Directory.CreateTempSubdirectory("igsendmail-third-").FullName;

    private string File => Path.Combine(_third, "witness");

    public void Dispose() => Directory.Delete(_third, recursive: true);

    [Fact]
    public async Task Old_copies_of_both_that_are_put_back_together_are_not_served()
    {
        await using var past = await PastAsync();
        past.Backup();
        await ActAsync(past.Site);

        await using var site = PutBack(past, past.Data, past.VaultBefore);

        var page = await site.Visitor().GetAsync("/");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, page.Status);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await site.Visitor().GetAsync("/health/ready")).Status);
        Assert.Equal(VaultAgreement.BothOlder, (await site.Services.GetRequiredService<RestoreCheck>().LookAsync(default)).Agreement);
        Assert.False((await site.Services.GetRequiredService<ErasureReplay>().RunAsync(default)).MayServe);
    }

    [Fact]
    public async Task An_old_pair_that_lived_on_for_as_long_is_another_past_and_is_not_served()
    {
        await using var past = await PastAsync();
        past.Backup();
        await ActAsync(past.Site);
        await using (var astray = past.Restored("Automatic", past.Data, past.VaultBefore))
        {
            System.IO.File.Delete(Path.Combine(past.VaultBefore, DatabaseFile.FileName));
            for (var more = 0; more < 4; more++)
            {
                await astray.AskAsync($"other{more}@example.com");
            }

            await WorkAsync(astray);
        }

        await using var site = PutBack(past, past.Data, past.VaultBefore);

        Assert.Equal(HttpStatusCode.ServiceUnavailable, (await site.Visitor().GetAsync("/")).Status);
    }

    [Fact]
    public async Task The_data_alone_put_back_is_repeated_and_no_alarm()
    {
        await using var past = await PastAsync();
        past.Backup();
        await ActAsync(past.Site);

        await using var site = past.Restored("Automatic").With(WitnessOptions.Setting, File);

        Assert.Equal(HttpStatusCode.OK, (await site.Visitor().GetAsync("/privacy")).Status);
        await WorkAsync(site);
        Assert.Equal(VaultAgreement.Together, (await site.Services.GetRequiredService<RestoreCheck>().LookAsync(default)).Agreement);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public async Task What_a_killed_process_leaves_is_no_alarm(int actsSinceItWasWritten)
    {
        await using var past = await PastAsync();
        for (var act = 0; act < actsSinceItWasWritten; act++)
        {
            await past.Site.AskAsync($"late{act}@example.com");
        }

        await using var site = PutBack(past, past.CopyOf("data"), past.CopyOf("vault"));

        Assert.Equal(HttpStatusCode.OK, (await site.Visitor().GetAsync("/privacy")).Status);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("{\"Group\":3,\"Ma")]
    [InlineData("no witness")]
    public async Task A_witness_that_is_missing_or_torn_stops_nothing_and_is_written_anew(string? content)
    {
        await using var past = await PastAsync();
        var whole = await System.IO.File.ReadAllTextAsync(File);
        System.IO.File.Delete(File);
        if (content is not null)
        {
            await System.IO.File.WriteAllTextAsync(File, content);
        }

        await using var site = PutBack(past, past.CopyOf("data"), past.CopyOf("vault"));

        Assert.Equal(HttpStatusCode.OK, (await site.Visitor().GetAsync("/privacy")).Status);
        Assert.Equal(content is null ? "ok" : "degraded", await HealthAsync(site));
        await site.InScopeAsync(services => services.GetRequiredService<Witness>().RunAsync(CancellationToken.None));
        Assert.Equal("ok", await HealthAsync(site));
        Assert.Equal(whole, await System.IO.File.ReadAllTextAsync(File));
        Assert.Equal(["witness"], Directory.EnumerateFiles(_third).Select(Path.GetFileName));
    }

    [Fact]
    public async Task It_names_nobody_and_is_left_as_it_is_when_the_vault_is_older()
    {
        await using var past = await PastAsync();
        past.Backup();
        await ActAsync(past.Site);
        var whole = await System.IO.File.ReadAllTextAsync(File);
        Assert.Equal(["Group", "Mark", "Head", "Root"], System.Text.Json.JsonDocument.Parse(whole).RootElement.EnumerateObject().Select(p => p.Name));

        await using var site = PutBack(past, past.Data, past.VaultBefore);
        await site.Visitor().GetAsync("/");
        await site.InScopeAsync(services => services.GetRequiredService<Witness>().RunAsync(CancellationToken.None));

        Assert.Equal(whole, await System.IO.File.ReadAllTextAsync(File));
    }

    private static async Task<string> HealthAsync(TestSite site)
    {
        using var answer = System.Text.Json.JsonDocument.Parse((await site.Visitor().GetAsync("/health/ready")).Body);
        return answer.RootElement.GetProperty("status").GetString()!;
    }

    private async Task<Past> PastAsync()
    {
        var past = new Past((WitnessOptions.Setting, File));
        await past.Site.RegisterAsync("owner@example.com");
        await WorkAsync(past.Site);
        return past;
    }

    private static async Task ActAsync(TestSite site)
    {
        await site.AskAsync("guest@example.com");
        await WorkAsync(site);
    }

    private static Task WorkAsync(TestSite site) => site.InScopeAsync(async services =>
    {
        await services.GetRequiredService<AuditSequencer>().RunAsync(CancellationToken.None);
        await services.GetRequiredService<ToldCopying>().RunAsync(CancellationToken.None);
        await services.GetRequiredService<Witness>().RunAsync(CancellationToken.None);
    });

    /// <summary>Both folders are put back, and the note of the database's file was removed, as it says itself.</summary>
    private TestSite PutBack(Past past, string data, string vault)
    {
        System.IO.File.Delete(Path.Combine(vault, DatabaseFile.FileName));
        return past.Restored("Automatic", data, vault).With(WitnessOptions.Setting, File);
    }
}
