using IGSendMail.Privacy.Retention;
using IGSendMail.Privacy.Settings;
using IGSendMail.Web.Features.Shared;
using IGSendMail.Web.Features.Site;
using IGSendMail.Web.Features.Start;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace IGSendMail.Web.Hosting.Demo;

/// <summary>Tells whoever started Development where to look: at the addresses that the site really listens on.</summary>
internal static class DemoGuide
{
    /// <summary>In Development: fills an empty database with invented people, unless <c>Demo:Seed</c> is false.</summary>
    public static async Task SeedAsync(this WebApplication app)
    {
        if (app.Environment.IsDevelopment() && IsSeeded(app.Configuration)
            && app.Services.GetRequiredService<ServingState>().MayServe)
        {
            await DemoData.SeedAsync(app.Services, app.Lifetime.ApplicationStopping);
        }
    }

    /// <summary>
    /// Prints the guide, and lets links in e-mails lead to where the site listens unless <c>Site:PublicUrl</c> says otherwise.
    /// Elsewhere than in Development it does nothing.
    /// </summary>
    public static async Task GuideAsync(this WebApplication app)
    {
        if (!app.Environment.IsDevelopment() || !app.Services.GetRequiredService<ServingState>().MayServe)
        {
            return;
        }

        var site = app.Services.GetRequiredService<SiteOptions>();
        var addresses = Listening(app);
        if (app.Configuration["Site:PublicUrl"] is null && addresses.Count > 0)
        {
            site.PublicUrl = addresses[0];
        }

        var isSeeded = IsSeeded(app.Configuration);
        await Console.Out.WriteLineAsync(isSeeded ? "\nIGSendMail, with invented people in it. Where to look:" : "\nIGSendMail. Where to look:");
        foreach (var address in addresses)
        {
            await Console.Out.WriteLineAsync($"  {address}");
        }

        await Console.Out.WriteLineAsync($"""
              {site.Link(PrivacyRoutes.Policy)}   the privacy policy
              {site.Link(PrivacyRoutes.PersonalData)}   what is held about whom
              {site.Link(SiteRoutes.DevelopmentMail)}   the e-mails that the site has "sent"
            """);
        if (isSeeded)
        {
            ShowPeople(Console.Out);
        }

        await ShowClockAsync(app);
    }

    /// <summary>Who can sign in.</summary>
    public static void ShowPeople(TextWriter output) => output.WriteLine($"""
          {SiteRoutes.SignIn}   sign in, password "{DemoData.Password}", as
            {DemoData.Customer}   a customer with a list and requests
            {DemoData.Leaving}   a customer who has cancelled
            {DemoData.OfficerAddress}   a privacy officer ({PrivacyRoutes.Officer}); the page shows the code that is asked for as well
        """);

    /// <summary>
    /// The addresses of a real server, local ones for those that stand for all of the machine. A server of tests listens
    /// nowhere.
    /// </summary>
    private static List<Uri> Listening(WebApplication app) =>
        app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>() is { Addresses: { } addresses }
            ? [.. addresses.Select(a => a.Replace("[::]", "localhost", StringComparison.Ordinal)
                    .Replace("0.0.0.0", "localhost", StringComparison.Ordinal)
                    .Replace("//+", "//localhost", StringComparison.Ordinal).Replace("//*", "//localhost", StringComparison.Ordinal))
                .Distinct(StringComparer.Ordinal)
                .Where(a => Uri.TryCreate(a, UriKind.Absolute, out _)).Select(a => new Uri(a))]
            : [];

    /// <summary>A clock that was moved stays visible: what was recorded under it is newer than today.</summary>
    private static async Task ShowClockAsync(WebApplication app)
    {
        var reading = await app.Services.GetRequiredService<ClockGuard>().LookAsync(app.Lifetime.ApplicationStopping);
        if (new Section(app.Configuration, "Clock").Find("AdvanceDays") is { } days and not "0")
        {
            await Console.Out.WriteLineAsync($"""
                  The clock runs {days} days ahead ({reading.Now:yyyy-MM-dd}): what is due by then goes. To come back, start without
                  Clock__AdvanceDays and let today count again with: dotnet run --project src/IGSendMail.Web -- clock accept
                """);
        }
        else if (reading.Verdict == ClockVerdict.Behind)
        {
            await Console.Out.WriteLineAsync($"""
                  An earlier start with Clock__AdvanceDays left records up to {reading.Newest:yyyy-MM-dd}. Nothing is deleted by time until then.
                  Let today count again with: dotnet run --project src/IGSendMail.Web -- clock accept
                """);
        }
        else
        {
            await Console.Out.WriteLineAsync("  What happens next month: start with Clock__AdvanceDays=31, and the cancelled account is gone.");
        }

        await Console.Out.WriteLineAsync();
    }

    /// <exception cref="InvalidSettingException">The setting is neither true nor false.</exception>
    public static bool IsSeeded(IConfiguration configuration) => new Section(configuration, "Demo").IsOn("Seed", standard: true);
}
