using System.Net;
using System.Reflection;
using System.Text;
using System.Text.RegularExpressions;
using AngleSharp.Html.Dom;
using IGSendMail.Storage;
using IGSendMail.Testing;
using IGSendMail.Web.Features.Shared;
using IGSendMail.Web.Features.Site;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.DependencyInjection;

namespace IGSendMail.Web.Tests.Logging;

/// <summary>
/// Walks over every page and every form with planted names, addresses, passwords and tokens, and looks for them in the
/// log files.
/// </summary>
public sealed partial class LogTourTests
{
    private const string Name = "Zebulon Quartermain", Address = "zebulon.q@planted.example", Password = "Planted-Passw0rd-77",
        Token = "plantedtoken7f3a91c2", Company = "Plantedcorp", Agent = "PlantedBrowser/9.9", Ip = "203.0.113.77";

    private static readonly string[] Planted =
        [Name, "Zebulon", "Quartermain", Address, "planted.example", Password, Token, Company, Agent, Ip];

    [Fact]
    public async Task Nothing_that_a_person_types_is_found_in_the_logs()
    {
        await using var site = new TestSite();
        var visitor = site.WithServices(services => services.AddSingleton<IStartupFilter, FailingPage>()).Visitor();
        visitor.Headers["User-Agent"] = Agent;
        visitor.Headers["X-Forwarded-For"] = Ip;
        visitor.Headers["Referer"] = $"http://localhost/?from={Token}";

        // Twice: what the first round signs up for is there in the second.
        for (var round = 0; round < 2; round++)
        {
            foreach (var route in Routes())
            {
                await VisitAsync(visitor, route);
            }
        }

        await visitor.GetAsync($"/failing?token={Token}");
        foreach (var work in site.Services.GetServices<IRepeatedWork>())
        {
            await work.RunAsync(default);
        }

        var log = Log(site);
        Assert.Contains("\"Route\":\"privacy\"", log, StringComparison.Ordinal);
        Assert.Contains("TimeoutException", log, StringComparison.Ordinal);
        Assert.All(Planted, text =>
        {
            Assert.DoesNotContain(text, log, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain(Uri.EscapeDataString(text), log, StringComparison.OrdinalIgnoreCase);
            Assert.DoesNotContain(WebUtility.UrlEncode(text), log, StringComparison.OrdinalIgnoreCase);
        });
    }

    private static async Task VisitAsync(PageVisitor visitor, string route)
    {
        var page = await visitor.GetAsync(route);
        Assert.True((int)page.Status < 500 || page.Path.StartsWith("/health", StringComparison.Ordinal), $"{route} answered {page.Status}");
        var forms = page.Document.QuerySelectorAll("main form[method=post]").Length;
        for (var i = 0; i < forms; i++)
        {
            var fresh = await visitor.GetAsync(route);
            if (fresh.Document.QuerySelectorAll("main form[method=post]").ElementAtOrDefault(i) is not IHtmlFormElement form)
            {
                break;
            }

            form.SetAttribute("data-tour", "this");
            var answer = await visitor.SubmitAsync(fresh, "form[data-tour=this]", Values(form));
            Assert.True((int)answer.Status < 500, $"A form of {route} was answered with {answer.Status}");
        }
    }

    private static Dictionary<string, string> Values(IHtmlFormElement form)
    {
        var values = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var control in form.QuerySelectorAll("input[name]:not([type=hidden]):not([type=file]):not([type=submit]):not([disabled]), textarea[name]"))
        {
            var name = control.GetAttribute("name")!;
            values.TryAdd(name, control.GetAttribute("type") switch
            {
                "checkbox" or "radio" => control.GetAttribute("value") ?? "on",
                "email" => Address,
                "password" => Password,
                _ when name.Contains("mail", StringComparison.OrdinalIgnoreCase) => Address,
                _ when name.Contains("company", StringComparison.OrdinalIgnoreCase) => Company,
                _ => Name,
            });
        }

        return values;
    }

    private static IEnumerable<string> Routes() => new[] { typeof(PrivacyRoutes), typeof(SiteRoutes) }
        .SelectMany(list => list.GetFields(BindingFlags.Public | BindingFlags.Static))
        .Where(f => f.IsLiteral)
        .Select(f => (string)f.GetRawConstantValue()!)
        .Where(r => !r.StartsWith("/error", StringComparison.Ordinal))
        .SelectMany(r => new[] { Filled(r), $"{Filled(r)}?token={Token}&email={Uri.EscapeDataString(Address)}&returnUrl={Uri.EscapeDataString("/" + Name)}" });

    private static string Filled(string route) => Parameter().Replace(route, m =>
        m.Value.Contains("guid", StringComparison.Ordinal) ? "0193a000-0000-7000-8000-000000000001" : Token);

    private static string Log(TestSite site)
    {
        var text = new StringBuilder();
        foreach (var file in Directory.GetFiles(Path.Combine(site.DataFolder, "logs")))
        {
            using var reader = new StreamReader(new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete));
            text.Append(reader.ReadToEnd());
        }

        return text.ToString();
    }

    [GeneratedRegex(@"\{[^}]*\}", RegexOptions.None, 1_000)]
    private static partial Regex Parameter();

    /// <summary>A page that fails with a message full of people.</summary>
    private sealed class FailingPage : IStartupFilter
    {
        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
        {
            next(app);
            app.Map("/failing", failing => failing.Run(_ => throw new TimeoutException($"{Name} <{Address}> {Token}")));
        };
    }
}
