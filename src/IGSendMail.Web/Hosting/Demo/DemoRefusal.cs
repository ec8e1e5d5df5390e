using IGSendMail.Platform.Accounts;
using IGSendMail.Privacy.Settings;
using IGSendMail.Storage;
using IGSendMail.Web.Hosting.Starting;
using Microsoft.EntityFrameworkCore;

namespace IGSendMail.Web.Hosting.Demo;

/// <summary>Keeps production away from the invented people, whose password everybody knows.</summary>
internal static class DemoRefusal
{
    /// <summary>Outside Development: refuses a database in which they sign in. One that is not made yet holds nobody.</summary>
    /// <exception cref="InvalidSettingException">They do.</exception>
    public static async Task RefuseDemonstrationAsync(
        this IServiceProvider services, IHostEnvironment environment, CancellationToken cancellation)
    {
        if (environment.IsDevelopment() || !await services.AreCurrentAsync(cancellation))
        {
            return;
        }

        await using var scope = services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<IGSendMailContext>();
        if (!await db.Users().AnyAsync(cancellation))
        {
            return;
        }

        var hashes = scope.ServiceProvider.GetRequiredService<AddressHashes>();
        var invented = new List<Guid>();
        foreach (var address in DemoData.Addresses)
        {
            invented.AddRange(await hashes.AllAsync(EmailAddress.Of(address), cancellation));
        }

        if (await db.Users().AnyAsync(u => invented.Contains(u.AddressHash), cancellation))
        {
            throw new InvalidSettingException(
                SiteFolders.DataKey, $"leads to a database that holds invented people of a demonstration: give {environment.EnvironmentName} folders and a database of its own");
        }
    }
}
