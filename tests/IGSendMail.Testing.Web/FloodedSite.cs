using IGSendMail.Platform.Accounts;
using IGSendMail.Privacy.Policy;
using IGSendMail.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace IGSendMail.Testing;

/// <summary>Makes a site on which a flood can be tried: the limits of production, and the people who are in it.</summary>
public static class FloodedSite
{
    private const string Password = "a long walk by the river";

    /// <summary>Starts it on a port, with the limits as they come, and measures.</summary>
    public static async Task<FloodTrial> TryAsync(TestSite site, TimeSpan each, TextWriter output, CancellationToken cancellation)
    {
        TestSite.WithoutLimits((key, _) => site.With(key, null));
        site.With("Proxy:KnownNetworks", "127.0.0.0/8, ::1/128");
        site.WithServices(services => services.AddSingleton(TimeProvider.System));
        var address = site.StartOnPort();
        string[] people =
        [
            FloodTrial.VictimAddress, FloodTrial.BystanderAddress, .. Enumerable.Range(0, FloodTrial.Uploaders).Select(FloodTrial.UploaderAddress),
        ];
        foreach (var person in people)
        {
            await site.InScopeAsync(services => services.GetRequiredService<Registration>().RegisterAsync(
                new NewAccount("A Person", EmailAddress.Of(person), "A Company", Password, services.GetRequiredService<PolicyShelf>().Snapshot().InForce.Version) { NeedsNoProof = true },
                cancellation));
        }

        var trial = new FloodTrial(address, Password);
        await trial.RunAsync(each, output, cancellation);
        return trial;
    }
}
