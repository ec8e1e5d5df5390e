using System.Text.Json.Nodes;
using IGSendMail.Platform.Accounts;
using IGSendMail.Platform.Audience;
using IGSendMail.Privacy.PersonalData;
using IGSendMail.Privacy.Retention;
using IGSendMail.Storage;
using IGSendMail.Storage.Sqlite;
using IGSendMail.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace IGSendMail.Web.Tests.WholeRoad;

/// <summary>A copy of the database from before an erasure, opened with the vault of today.</summary>
public sealed class RestoredCopyTests : IAsyncDisposable
{
    private readonly TestSite _site = new();
    private readonly Canaries _canaries = new();

    public ValueTask DisposeAsync() => _site.DisposeAsync();

    [Fact]
    public async Task After_the_erasure_of_an_account_none_of_its_values_opens_and_those_of_others_do()
    {
        var customer = await UploadedAsync();
        var other = await OtherAccountAsync();
        var copy = CopyDatabase("everything");
        Assert.All(await LookAsync(copy), v => Assert.True(v.Opens, v.Name));

        await customer.CancelAsync();
        _site.Time.Advance(TimeSpan.FromDays(31));
        await customer.WorkAsync();

        var values = await LookAsync(copy);
        var gone = values.Where(v => v.Owner.Id == customer.AccountId).ToList();
        Assert.True(gone.Count > 100, $"{gone.Count} values");
        Assert.Contains(gone, v => v.Name.StartsWith("Users", StringComparison.Ordinal));
        Assert.All(gone, v => Assert.False(v.Opens, v.Name));
        var theirs = values.Where(v => v.Owner.Id == other).ToList();
        Assert.NotEmpty(theirs);
        Assert.All(theirs, v => Assert.True(v.Opens, v.Name));
        Assert.Empty(_canaries.FoundBeneath(Path.GetDirectoryName(copy)!));
    }

    [Fact]
    public async Task After_the_erasure_of_lists_alone_the_lists_do_not_open_the_account_does_and_it_may_have_new_lists()
    {
        var customer = await UploadedAsync();
        var copy = CopyDatabase("lists");
        await customer.CancelAsync();
        _site.Time.Advance(TimeSpan.FromDays(29));
        await customer.WorkAsync();

        var values = await LookAsync(copy);
        Assert.All(values.Where(v => v.Owner == AudienceKeys.Audience.Of(customer.AccountId)), v => Assert.False(v.Opens, v.Name));
        Assert.All(values.Where(v => v.Owner == PersonKeys.Account.Of(customer.AccountId)), v => Assert.True(v.Opens, v.Name));
        Assert.Contains(values, v => v.Name.StartsWith("Subscribers", StringComparison.Ordinal));

        await _site.InScopeAsync(async services => Assert.Equal(
            ComeBack.WithoutLists, await services.GetRequiredService<Cancellation>().UndoAsync(customer.AccountId, default)));
        await _site.InScopeAsync(async services =>
            await services.UploadAsync(customer.AccountId, _canaries["list"], new MemoryStream(_canaries.Csv(people: 20))));
        Assert.Equal(20, await _site.InDatabaseAsync(db => db.Subscribers().CountAsync()));
        var lists = await _site.InScopeAsync(s => s.GetRequiredService<Lists>().AllAsync(customer.AccountId, default));
        Assert.Equal(_canaries["list"], Assert.Single(lists).Name);
        Assert.All(
            (await LookAsync(copy)).Where(v => v.Owner == AudienceKeys.Audience.Of(customer.AccountId)), v => Assert.False(v.Opens, v.Name));
    }

    private async Task<Customer> UploadedAsync()
    {
        var customer = new Customer(_site, _canaries);
        await customer.RegisterAsync();
        await customer.UploadAsync(people: 200);
        return customer;
    }

    private Task<Guid> OtherAccountAsync() => _site.InScopeAsync(async services =>
    {
        var user = await services.GetRequiredService<Registration>().RegisterAsync(
            new NewAccount("Eve", EmailAddress.Of("eve@example.net"), "Eve Ltd", Customer.Password, "2026-01") { NeedsNoProof = true }, default);
        return user!.AccountId!.Value;
    });

    /// <summary>The database as a backup would take it: file and write-ahead log.</summary>
    private string CopyDatabase(string name)
    {
        var folder = Directory.CreateDirectory(Path.Combine(_site.Folder, "copies", name)).FullName;
        foreach (var file in Directory.GetFiles(_site.DataFolder, "igsendmail.db*").Where(f => !f.EndsWith("-shm", StringComparison.Ordinal)))
        {
            File.Copy(file, Path.Combine(folder, Path.GetFileName(file)));
        }

        return Path.Combine(folder, "igsendmail.db");
    }

    /// <summary>Every sealed value of every table, found from the model, tried with a new process's eyes.</summary>
    private async Task<List<Looked>> LookAsync(string copy)
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddSingleton<TimeProvider>(_site.Time);
        services.AddSingleton(_site.Services.GetRequiredService<WordBook>());
        services.AddStorage(
            new SqliteEngine(), $"Data Source={copy}", $"Data Source={Path.Combine(_site.Folder, "vault", "vault.db")}",
            _site.Services.GetRequiredService<MasterKey>(), [.. _site.Services.GetRequiredService<StorageModel>().Assemblies.Skip(1)]);
        await using var provider = services.BuildServiceProvider();
        await using var db = await provider.GetRequiredService<IDbContextFactory<IGSendMailContext>>().CreateDbContextAsync();
        var sealer = provider.GetRequiredService<Sealer>();
        var found = new List<Looked>();
        foreach (var entity in db.Model.GetEntityTypes().Where(e => e.GetProperties().Any(p => p.ClrType == typeof(Sealed))))
        {
            var column = entity.GetProperties().Single(p => p.ClrType == typeof(Sealed)).PropertyInfo!;
            var rows = (IEnumerable<object>)db.GetType().GetMethod("Set", 1, [])!.MakeGenericMethod(entity.ClrType).Invoke(db, [])!;
            foreach (var row in rows.Cast<ISealedRow>().ToList())
            {
                if (column.GetValue(row) is Sealed value)
                {
                    found.Add(new Looked($"{row.Place.Table} {row.Place.Row:N}", row.Place.Owner, await OpensAsync(sealer, row, value)));
                }
            }
        }

        return found;
    }

    private static async Task<bool> OpensAsync(Sealer sealer, ISealedRow row, Sealed value)
    {
        try
        {
            await sealer.OpenAsync<JsonObject>(row, value, default);
            return true;
        }
        catch (KeyDestroyedException)
        {
            // The one right answer for what was erased; anything else fails the test.
            return false;
        }
    }

    private sealed record Looked(string Name, KeyOwner Owner, bool Opens);
}
