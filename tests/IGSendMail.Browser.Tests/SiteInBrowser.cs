using IGSendMail.Testing;
using Microsoft.Playwright;

namespace IGSendMail.Browser.Tests;

/// <summary>The real site on a port of this machine and a real browser that visits it; shared by all tests here.</summary>
public sealed class SiteInBrowser : IAsyncLifetime
{
    private IPlaywright _playwright = null!;
    private IBrowser _browser = null!;

    /// <summary>The site.</summary>
    public TestSite Site { get; } = new();

    /// <summary>Where it is reached.</summary>
    public Uri Address { get; private set; } = null!;

    /// <inheritdoc />
    public async Task InitializeAsync()
    {
        Address = Site.StartOnPort();
        _playwright = await Playwright.CreateAsync();
        _browser = await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions
        {
            ExecutablePath = Chromium(),
            Args =
            [
                "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking",
                "--disable-component-update", "--disable-sync",
            ],
        });
    }

    /// <summary>A visitor whose browser runs no script, as the site promises to need none.</summary>
    public Task<IBrowserContext> VisitorAsync(int width = 1280, ColorScheme scheme = ColorScheme.Light) =>
        _browser.NewContextAsync(Options(width, scheme, script: false));

    /// <summary>
    /// A context in which the accessibility checker can run: it is a script, so the browser has to run scripts and leave
    /// the site's own policy against them aside. The page itself is the same.
    /// </summary>
    public Task<IBrowserContext> CheckerAsync(int width = 1280, ColorScheme scheme = ColorScheme.Light) =>
        _browser.NewContextAsync(Options(width, scheme, script: true));

    /// <summary>A browser of its own with these settings, for another site than the shared one.</summary>
    public Task<IBrowserContext> ContextAsync(BrowserNewContextOptions options) => _browser.NewContextAsync(options);

    /// <inheritdoc />
    public async Task DisposeAsync()
    {
        if (_browser is not null)
        {
            await _browser.CloseAsync();
        }

        _playwright?.Dispose();
        await Site.DisposeAsync();
    }

    private BrowserNewContextOptions Options(int width, ColorScheme scheme, bool script) => new()
    {
        BaseURL = Address.ToString(),
        ViewportSize = new ViewportSize { Width = width, Height = 900 },
        ColorScheme = scheme,
        ReducedMotion = ReducedMotion.Reduce,
        JavaScriptEnabled = script,
        BypassCSP = script,
    };

    /// <summary>The browser.</summary>
    public static string Chromium() =>
        (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator)
            .SelectMany(folder => new[] { "chromium", "chromium-browser" }.Select(name => Path.Combine(folder, name)))
            .FirstOrDefault(File.Exists)
        ?? throw new InvalidOperationException(
            "No Chromium on PATH. These tests look at the site with a real browser; install the package \"chromium\".");
}

/// <summary>Tests that share the site and the browser; they run one after another.</summary>
[CollectionDefinition(Name)]
public sealed class BrowserTests : ICollectionFixture<SiteInBrowser>
{
    public const string Name = "Browser";
}
