using IGSendMail.Testing;
using IGSendMail.Web.Features.Site;
using IGSendMail.Web.Tests.Requests;

namespace IGSendMail.Web.Tests.Identity;

/// <summary>What people with passkeys do.</summary>
internal static class PasskeySteps
{
    /// <summary>Adds the passkey of a device on the page of the person.</summary>
    public static async Task<Page> AddPasskeyAsync(
        this PageVisitor person, PasskeyDevice device, string name = "my phone", string password = RequestSteps.Password, string? code = null)
    {
        var page = await person.GetAsync(SiteRoutes.Passkeys);
        return await person.SubmitAsync(page, "#passkeys", Added(page, device, name, password, code), "button[name=Passkey]");
    }

    /// <summary>What the form of that page sends.</summary>
    public static Dictionary<string, string> Added(
        Page page, PasskeyDevice device, string name = "my phone", string password = RequestSteps.Password, string? code = null)
    {
        var fields = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["Password"] = password,
            ["Name"] = name,
        };
        Answer(page, device.Make(OptionsOf(page)));
        if (code is not null)
        {
            fields["Code"] = code;
        }

        return fields;
    }

    /// <summary>Signs in with the passkey of a device.</summary>
    public static async Task<Page> UsePasskeyAsync(this PageVisitor person, PasskeyDevice device)
    {
        var page = await person.GetAsync(SiteRoutes.PasskeySignIn);
        return await person.SendSignedAsync(page, device.Sign(OptionsOf(page)));
    }

    /// <summary>Sends an answer with the form of a page.</summary>
    public static Task<Page> SendSignedAsync(this PageVisitor person, Page page, string answer)
    {
        Answer(page, answer);
        return person.SubmitAsync(page, "#passkey-sign-in");
    }

    /// <summary>Removes the first passkey that the page lists.</summary>
    public static async Task<Page> RemovePasskeyAsync(this PageVisitor person, string password = RequestSteps.Password, string? code = null)
    {
        var fields = new Dictionary<string, string>(StringComparer.Ordinal) { ["Password"] = password };
        if (code is not null)
        {
            fields["Code"] = code;
        }

        return await person.SubmitAsync(await person.GetAsync(SiteRoutes.Passkeys), "#passkeys", fields, "#passkey-list button");
    }

    /// <summary>What a page wants a browser to make or to sign.</summary>
    public static string OptionsOf(Page page) => page.Document.QuerySelector("[data-passkey]")!.GetAttribute("data-options")!;

    /// <summary>Puts an answer into the form of a page, as its script does.</summary>
    public static void Answer(Page page, string answer) => page.Document.QuerySelector("input[name=Answer]")!.SetAttribute("value", answer);
}
