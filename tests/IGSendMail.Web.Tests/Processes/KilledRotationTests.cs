using System.Security.Cryptography;
using IGSendMail.Privacy.PersonalData;
using IGSendMail.Storage;
using IGSendMail.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Xunit.Abstractions;

namespace IGSendMail.Web.Tests.Processes;

/// <summary>A change of the master key, killed in the middle in a real process, loses no key and is finished by the next.</summary>
public sealed class KilledRotationTests(ITestOutputHelper output)
{
    private const int Keys = 6_000;
    private const int MostAttempts = 10;
    private const string Old = "MDEyMzQ1Njc4OWFiY2RlZjAxMjM0NTY3ODlhYmNkZWY=";
    private static readonly string New = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));
    private static readonly MasterKey Both = MasterKey.Parse(New).WithPrevious(Old);

    [Fact]
    public async Task A_killed_change_of_the_master_key_loses_no_key_and_is_finished_by_the_next()
    {
        await using var site = new TestSite();
        var secrets = await FillAsync(site);
        await KillInTheMiddleAsync(site);
        await EveryKeyOpensAsync(site, Both, secrets);

        using (var next = Start(site))
        {
            await next.EndAsync();
            Assert.Equal(0, next.ExitCode);
        }

        Assert.True(await WrappedByNewAsync(site) >= Keys);
        await EveryKeyOpensAsync(site, MasterKey.Parse(New), secrets);
    }

    /// <summary>
    /// Kills a change when some keys are changed and some are not. A busy machine may not let this process look in
    /// time: then the keys are given back to the old master and the change is tried again.
    /// </summary>
    private async Task KillInTheMiddleAsync(TestSite site)
    {
        for (var attempt = 1; attempt <= MostAttempts; attempt++)
        {
            using var killed = Start(site);
            while (await WrappedByNewAsync(site) is 0 && !killed.HasExited)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(5), TimeProvider.System);
            }

            await killed.KillAsync();
            var half = await WrappedByNewAsync(site);
            output.WriteLine($"killed with {half} of {Keys} keys under the new master key");
            if (half is > 0 and < Keys)
            {
                return;
            }

            using var back = SiteProcess.Verb(site.Folder, [("Keys:Master", Old), ("Keys:PreviousMaster", New)], "keys", "rotate", "master");
            await back.EndAsync();
        }

        throw new InvalidOperationException($"None of {MostAttempts} changes could be killed in the middle.");
    }

    private static SiteProcess Start(TestSite site) => SiteProcess.Verb(
        site.Folder, [("Keys:Master", New), ("Keys:PreviousMaster", Old)], "keys", "rotate", "master");

    private static Task<Dictionary<Guid, byte[]>> FillAsync(TestSite site) => InVaultAsync(site, async vault =>
    {
        var master = site.Services.GetRequiredService<MasterKey>();
        var secrets = new Dictionary<Guid, byte[]>();
        for (var i = 0; i < Keys; i++)
        {
            var row = new VaultKey
            {
                OwnerKind = PersonKeys.Request,
                OwnerId = RowKeys.New(site.Time),
                KeyId = RowKeys.New(site.Time),
                CreatedAt = site.Time.GetUtcNow(),
            };
            secrets[row.KeyId] = RandomNumberGenerator.GetBytes(32);
            master.WrapInto(row, secrets[row.KeyId]);
            vault.Add(row);
        }

        await vault.SaveChangesAsync();
        return secrets;
    });

    private static Task<int> WrappedByNewAsync(TestSite site) =>
        InVaultAsync(site, vault => vault.Keys.CountAsync(k => k.MasterId == Both.Id));

    private static async Task EveryKeyOpensAsync(TestSite site, MasterKey master, Dictionary<Guid, byte[]> secrets)
    {
        var rows = await InVaultAsync(site, vault => vault.Keys.AsNoTracking().Where(k => k.OwnerKind == PersonKeys.Request).ToListAsync());
        Assert.Equal(Keys, rows.Count);
        Assert.All(rows, row => Assert.Equal(secrets[row.KeyId], master.Unwrap(row)));
    }

    private static async Task<T> InVaultAsync<T>(TestSite site, Func<VaultContext, Task<T>> work)
    {
        await using var vault = await site.Services.GetRequiredService<IDbContextFactory<VaultContext>>().CreateDbContextAsync();
        return await work(vault);
    }
}
