using IGSendMail.Privacy.PersonalData;
using IGSendMail.Storage;
using IGSendMail.Testing;
using IGSendMail.Web.Features.Shared;
using IGSendMail.Web.Tests.Requests;
using Microsoft.Extensions.DependencyInjection;

namespace IGSendMail.Web.Tests.WholeRoad;

/// <summary>A customer who walks the road in pages and forms.</summary>
internal sealed class Customer(TestSite site, Canaries canaries)
{
    public const string Password = "a long walk by the river";

    public PageVisitor Visitor { get; } = site.Visitor();

    public Guid AccountId { get; private set; }

    public async Task RejectCookiesAsync()
    {
        var settings = await Visitor.GetAsync("/privacy/cookies");
        await Visitor.SubmitAsync(settings, "form#all", button: "button[value=reject]");
    }

    public async Task RegisterAsync()
    {
        var form = await Visitor.GetAsync("/account/register");
        var page = await Visitor.SubmitAsync(form, "form#register", new Dictionary<string, string>
        {
            ["Name"] = canaries["name"],
            ["Email"] = canaries["mailbox"] + "@example.org",
            ["Company"] = canaries["company"],
            ["Password"] = Password,
            ["IsOldEnough"] = "true",
            ["AcceptsPolicy"] = "true",
        });
        Assert.True(page.Path.StartsWith("/account", StringComparison.Ordinal) && page.Path != "/account/register", page.Text);
        await site.ConfirmAddressAsync(canaries["mailbox"] + "@example.org", Visitor);
        AccountId = await site.InScopeAsync(async services =>
        {
            var hash = await services.GetRequiredService<AddressHashes>().HashAsync(EmailAddress.Of(canaries["mailbox"] + "@example.org"), default);
            return (await services.GetRequiredService<ISubjectDirectory>().FindHolderAsync([hash], default))!.AccountId;
        });
    }

    public async Task UploadAsync(int people)
    {
        var form = await Visitor.GetAsync("/lists/new");
        var upload = await Visitor.SubmitAsync(
            form, "form#upload", new Dictionary<string, string> { ["Name"] = canaries["list"] },
            files: new Dictionary<string, (string, byte[])> { ["File"] = ("people.csv", canaries.Csv(people)) });
        await WorkAsync();
        await Visitor.AgreeAsync(await Visitor.GetAsync(upload.Path), canaries["list"] + ", at the till");
        await WorkAsync();
    }

    /// <summary>Asks for another name, and has it.</summary>
    public async Task AskToCorrectAsync(string name)
    {
        var form = await Visitor.GetAsync(PrivacyRoutes.AccountDataCorrect);
        await Visitor.SubmitAsync(form, "#correct-form", new Dictionary<string, string>
        {
            ["Field"] = "Name",
            ["Wish"] = name,
            ["Password"] = Password,
        });
        await WorkAsync();
    }

    public async Task CancelAsync()
    {
        var form = await Visitor.GetAsync("/account/cancel");
        var page = await Visitor.SubmitAsync(form, "form#cancel", new Dictionary<string, string> { ["Password"] = Password });
        Assert.Contains("cancelled", page.Text, StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>Lets every room do its background work until all is quiet.</summary>
    public Task WorkAsync() => site.InScopeAsync(async services =>
    {
        for (var round = 0; round < 3; round++)
        {
            foreach (var work in services.GetServices<IRepeatedWork>())
            {
                await work.RunAsync(CancellationToken.None);
            }
        }
    });
}
