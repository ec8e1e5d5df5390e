using IGSendMail.Platform.Accounts;
using IGSendMail.Storage;
using IGSendMail.Web.Features.Accounts;
using Microsoft.EntityFrameworkCore;

namespace IGSendMail.Web.Hosting.Demo;

/// <summary>The invented officer has no app: in Development the page where people sign in shows the code.</summary>
internal static class DemoCode
{
    /// <summary>Known to everybody, like the password: the officer is invented.</summary>
    private static readonly byte[] Secret = "four calm paper boat"u8.ToArray();

    /// <summary>Adds the sentence for the sign-in page, and none where no invented people are.</summary>
    public static void AddDemoCode(this IHostApplicationBuilder builder)
    {
        if (builder.Environment.IsDevelopment() && DemoGuide.IsSeeded(builder.Configuration))
        {
            builder.Services.AddScoped<SignInHint>(services => token => SayAsync(services, token));
        }
        else
        {
            builder.Services.AddSingleton<SignInHint>(_ => Task.FromResult<string?>(null));
        }
    }

    /// <summary>Sets up the officer's second factor.</summary>
    public static async Task SetUpAsync(IServiceProvider services, CancellationToken cancellation)
    {
        var officer = await FindAsync(services, cancellation) ?? throw new InvalidOperationException("The invented officer is missing.");

        // With the code before the present one: that is still free for whoever signs in at once.
        var code = OneTimeCode.Of(Secret, OneTimeCode.StepAt(services.GetRequiredService<TimeProvider>().GetUtcNow()) - 1);
        await services.GetRequiredService<SecondFactors>().SetUpAsync(officer, Secret, code, cancellation);
    }

    private static async Task<string?> SayAsync(IServiceProvider services, CancellationToken cancellation)
    {
        if (await FindAsync(services, cancellation) is not { } officer
            || await services.GetRequiredService<IGSendMailContext>().SecondFactors().AsNoTracking()
                .SingleOrDefaultAsync(f => f.UserId == officer, cancellation) is not { } factor)
        {
            return null;
        }

        // The next one, where the present one was used already. One step ahead is taken; after that the person waits.
        var now = OneTimeCode.StepAt(services.GetRequiredService<TimeProvider>().GetUtcNow());
        var step = Math.Max(now, factor.LastStep + 1);
        return step > now + 1
            ? $"Demonstration: the codes of {DemoData.OfficerAddress} were used just now. Reload this page in half a minute for the next one."
            : $"Demonstration: the code of {DemoData.OfficerAddress} is {OneTimeCode.Of(Secret, step)} now.";
    }

    private static async Task<Guid?> FindAsync(IServiceProvider services, CancellationToken cancellation)
    {
        var hashes = await services.GetRequiredService<AddressHashes>().AllAsync(EmailAddress.Of(DemoData.OfficerAddress), cancellation);
        return await services.GetRequiredService<IGSendMailContext>().Users().Where(u => hashes.Contains(u.AddressHash) && u.AccountId == null)
            .Select(u => (Guid?)u.Id).FirstOrDefaultAsync(cancellation);
    }
}
