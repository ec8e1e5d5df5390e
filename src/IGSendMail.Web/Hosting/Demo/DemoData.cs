using IGSendMail.Platform.Accounts;
using IGSendMail.Platform.Audience;
using IGSendMail.Privacy.PersonalData;
using IGSendMail.Privacy.Policy;
using IGSendMail.Privacy.Requests;
using IGSendMail.Storage;
using IGSendMail.Web.Hosting.Starting;
using Microsoft.EntityFrameworkCore;

namespace IGSendMail.Web.Hosting.Demo;

/// <summary>
/// Demonstration data, made through the same services that people use: three invented companies, lists from a CSV
/// file, requests in different states, one officer. For Development only.
/// </summary>
internal static class DemoData
{
    /// <summary>The password of everybody in the demonstration. It protects nothing: the people are invented.</summary>
    public const string Password = "four calm paper boats";

    public const string Customer = "nora@harbour-books.example";
    public const string Leaving = "tom@slow-coffee.example";
    public const string Quiet = "ines@atelier-sol.example";
    public const string OfficerAddress = "officer@igsendmail.example";

    /// <summary>Everybody who signs in.</summary>
    public static IReadOnlyList<string> Addresses { get; } = [Customer, Leaving, Quiet, OfficerAddress];

    /// <summary>Makes the data unless there is somebody already. Returns true if it was made.</summary>
    public static async Task<bool> SeedAsync(IServiceProvider services, CancellationToken cancellation)
    {
        await using var scope = services.CreateAsyncScope();
        var provider = scope.ServiceProvider;
        var db = provider.GetRequiredService<IGSendMailContext>();
        if (await db.Users().AnyAsync(cancellation))
        {
            return false;
        }

        await FolderUse.MarkDemonstrationAsync(provider.GetRequiredService<SiteFolders>(), cancellation);
        if (await provider.GetRequiredService<Officers>().AddAsync("Olive Officer", EmailAddress.Of(OfficerAddress), Password, cancellation) is [var problem, ..])
        {
            throw new InvalidOperationException($"The demonstration officer could not be made. {problem}");
        }

        await DemoCode.SetUpAsync(provider, cancellation);
        var nora = await RegisterAsync(provider, "Nora Falk", Customer, "Harbour Books", cancellation);
        var tom = await RegisterAsync(provider, "Tom Reyes", Leaving, "Slow Coffee", cancellation);
        var ines = await RegisterAsync(provider, "Inês Prado", Quiet, "Atelier Sol", cancellation);
        await UploadAsync(provider, nora, "Readers' circle", "Sign-up cards at the till, since 2023", cancellation);
        await UploadAsync(provider, tom, "Tasting evenings", "Form on our website", cancellation);
        await provider.GetRequiredService<ImportWork>().RunAsync(cancellation);

        await provider.GetRequiredService<Cancellation>().CancelAsync(tom, cancellation);
        await AskAsync(provider, nora, new NewRequest(Right.Access, Regime.Gdpr), cancellation);
        await AskAsync(provider, nora, new NewRequest(Right.Rectification, Regime.Gdpr)
        {
            Field = CorrectionField.Other,
            Wish = "Your letters say that I joined in 2024. It was 2023.",
        }, cancellation);
        await AskAsync(provider, ines, new NewRequest(Right.Portability, Regime.Gdpr), cancellation);
        await provider.GetRequiredService<RequestIntake>()
            .AskByMailAsync(new NewRequest(Right.Access, Regime.Gdpr), EmailAddress.Of("visitor@elsewhere.example"), null, cancellation);
        return true;
    }

    private static async Task<Guid> RegisterAsync(
        IServiceProvider provider, string name, string address, string company, CancellationToken cancellation)
    {
        var version = provider.GetRequiredService<PolicySnapshot>().InForce.Version;
        var user = await provider.GetRequiredService<Registration>()
            .RegisterAsync(new NewAccount(name, EmailAddress.Of(address), company, Password, version) { NeedsNoProof = true }, cancellation);
        return user?.AccountId ?? throw new InvalidOperationException("A demonstration account could not be opened.");
    }

    private static async Task UploadAsync(
        IServiceProvider provider, Guid account, string list, string source, CancellationToken cancellation)
    {
        var uploads = provider.GetRequiredService<Uploads>();
        await using var file = File.OpenRead(Path.Combine(AppContext.BaseDirectory, "Demo", "subscribers.csv"));
        var saved = await uploads.SaveAsync(account, file, cancellation);
        var import = await uploads.ToNewListAsync(account, list, saved, cancellation)
            ?? throw new InvalidOperationException("A demonstration account takes no list.");

        // Saying yes is another request: it must not see what this one remembers.
        await using var answering = provider.CreateAsyncScope();
        if (!await answering.ServiceProvider.GetRequiredService<ImportDecisions>()
            .AgreeAsync(import.Key, new(DeclaredBasis.Consent, source), EmptyCells.Keep, cancellation))
        {
            throw new InvalidOperationException("A demonstration list could not be taken.");
        }
    }

    private static async Task AskAsync(IServiceProvider provider, Guid account, NewRequest asked, CancellationToken cancellation)
    {
        var holder = await provider.GetRequiredService<ISubjectDirectory>().HolderOfAsync(account, cancellation)
            ?? throw new InvalidOperationException("A demonstration account has no holder.");
        await provider.GetRequiredService<RequestIntake>().AskSignedInAsync(holder, asked, null, cancellation);
    }
}
