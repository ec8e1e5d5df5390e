using IGSendMail.Platform.Audience;
using Microsoft.Extensions.DependencyInjection;

namespace IGSendMail.Testing;

/// <summary>Uploads as a customer makes them who looks at what would become of the file and says yes.</summary>
public static class UploadSteps
{
    private static readonly DeclaredOrigin Origin = new(DeclaredBasis.Consent, "sign-up form of the test");

    /// <summary>A file for a new list.</summary>
    public static Task<Import> UploadAsync(
        this IServiceProvider services, Guid account, string list, Stream file, CancellationToken cancellation = default) =>
        TakenAsync(services, account, saved => services.GetRequiredService<Uploads>().ToNewListAsync(account, list, saved, cancellation), file, cancellation);

    /// <summary>A further file for a list.</summary>
    public static Task<Import> UploadAsync(this IServiceProvider services, ListKey list, Stream file, CancellationToken cancellation = default) =>
        TakenAsync(services, list.Account, saved => services.GetRequiredService<Uploads>().ToListAsync(list, saved, cancellation), file, cancellation);

    /// <summary>Looks until the customer is asked, and says yes. An upload that cannot be read stays what it is.</summary>
    public static async Task AgreeAsync(this IServiceProvider services, Import import, CancellationToken cancellation = default)
    {
        await services.GetRequiredService<ImportWork>().RunAsync(cancellation);

        // The answer is another request: it must not see what this one remembers.
        await using var answering = services.CreateAsyncScope();
        await answering.ServiceProvider.GetRequiredService<ImportDecisions>().AgreeAsync(import.Key, Origin, EmptyCells.Keep, cancellation);
    }

    /// <summary>Says yes on the page of an upload; the result is the page that follows.</summary>
    public static Task<Page> AgreeAsync(this PageVisitor visitor, Page upload, string? source = null) => visitor.SubmitAsync(upload, "form#agree", new Dictionary<string, string>
    {
        ["Agree.Basis"] = nameof(DeclaredBasis.Consent),
        ["Agree.Source"] = source ?? Origin.Source,
    });

    private static async Task<Import> TakenAsync(
        IServiceProvider services, Guid account, Func<UploadedFile, Task<Import?>> order, Stream file, CancellationToken cancellation)
    {
        var saved = await services.GetRequiredService<Uploads>().SaveAsync(account, file, cancellation);
        var import = await order(saved) ?? throw new InvalidOperationException("The account may not add data.");
        await services.AgreeAsync(import, cancellation);
        return import;
    }
}
