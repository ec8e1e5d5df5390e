using IGSendMail.Testing;

namespace IGSendMail.Benchmarks;

/// <summary>What people wait for while others flood the site.</summary>
internal sealed class Floods : IBenchmark
{
    public string Name => "floods";

    public string Measures => "/privacy and a bystander's sign-in beside 24 connections that guess, 32 that choose and 8 that upload, against the same alone; size is seconds each";

    public int StandardSize => 60;

    public async Task RunAsync(int size, TextWriter output, CancellationToken cancellation)
    {
        await using var site = new TestSite { HashesSlowly = true };
        await FloodedSite.TryAsync(site, TimeSpan.FromSeconds(size), output, cancellation);
    }
}
