using System.Diagnostics;
using System.Globalization;
using IGSendMail.MixedWork;
using IGSendMail.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace IGSendMail.Storage.Tests.Killed;

/// <summary>How far all work together has come.</summary>
public sealed record MixedProgress(int Orders, int Slices, int Letters)
{
    /// <summary>True if every kind of work did something since.</summary>
    public bool IsBeyond(MixedProgress earlier) =>
        Orders > earlier.Orders && Slices > earlier.Slices && Letters > earlier.Letters;
}

/// <summary>Some processes at mixed work, on files of their own, with a mail server that outlives them.</summary>
internal sealed class MixedTrial : IAsyncDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("igsendmail-mixed-").FullName;
    private readonly SmtpReceiver _mail = new();
    private readonly List<Process> _processes = [];
    private readonly ServiceProvider _services;

    private MixedTrial() => _services = Building.Make(_folder, _mail.Port);

    public IReadOnlyList<ReceivedMail> Received => _mail.Received;

    public static async Task<MixedTrial> StartAsync(int processes)
    {
        var trial = new MixedTrial();
        await using (var storage = await TestStorage.SqliteAsync())
        {
            // The product's own tables come from its migrations, made elsewhere: this model has three more.
            Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
            File.Copy(storage.DatabaseFile, Path.Combine(trial._folder, "data.db"));
            File.Copy(storage.VaultFile, Path.Combine(trial._folder, "vault.db"));
        }

        await using (var db = trial.Open())
        {
            await MixedTables.MakeAsync(db);
        }

        for (var i = 0; i < processes; i++)
        {
            trial._processes.Add(trial.Start());
        }

        return trial;
    }

    public IGSendMailContext Open() => _services.GetRequiredService<IDbContextFactory<IGSendMailContext>>().CreateDbContext();

    public VaultContext OpenVault() => _services.GetRequiredService<IDbContextFactory<VaultContext>>().CreateDbContext();

    public MixedProgress Progress()
    {
        using var db = Open();
        return new MixedProgress(db.Set<Order>().Count(), db.Set<DoneSlice>().Count(), _mail.Received.Count);
    }

    /// <summary>Waits until a process has done its first piece of work.</summary>
    public async Task UntilAtWorkAsync(int which) => Assert.Equal(
        "at work", await _processes[which].StandardOutput.ReadLineAsync().SoonAsync());

    /// <summary>Kills one process with SIGKILL, starts another in its place, and says how far the work was.</summary>
    public async Task<MixedProgress> KillAsync(int which)
    {
        var victim = _processes[which];
        Assert.False(victim.HasExited, "a process ended by itself");
        victim.Kill();
        await victim.WaitForExitAsync();
        victim.Dispose();
        var moment = Progress();
        _processes[which] = Start();
        return moment;
    }

    /// <summary>Waits until every kind of work has gone on.</summary>
    public Task UntilGoesOnAsync(MixedProgress from) =>
        Wait.UntilAsync(() => Progress().IsBeyond(from), $"work beyond {from}");

    /// <summary>Lets every process deliver what waits and end by itself.</summary>
    public async Task StopAsync()
    {
        foreach (var process in _processes)
        {
            process.StandardInput.Close();
        }

        foreach (var process in _processes)
        {
            await process.WaitForExitAsync().SoonAsync();
            Assert.Equal(0, process.ExitCode);
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var process in _processes)
        {
            if (!process.HasExited)
            {
                process.Kill();
                await process.WaitForExitAsync();
            }

            process.Dispose();
        }

        await _services.DisposeAsync();
        await _mail.DisposeAsync();
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        Directory.Delete(_folder, recursive: true);
    }

    private Process Start()
    {
        var program = Path.Combine(AppContext.BaseDirectory, "IGSendMail.MixedWork.dll");
        var process = Process.Start(new ProcessStartInfo(
            "dotnet", [program, _folder, _mail.Port.ToString(CultureInfo.InvariantCulture)])
        {
            UseShellExecute = false,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
        })!;
        return process;
    }
}
