using IGSendMail.Testing;

namespace IGSendMail.Web.Tests.Accounts;

/// <summary>Walks the account pages as a customer does, through the forms that are really there.</summary>
internal static class Customer
{
    public const string Password = "correct horse battery";

    public static Dictionary<string, string> Registration(string email = "ada@example.org") => new(StringComparer.Ordinal)
    {
        ["Name"] = "Ada Planted-Name",
        ["Email"] = email,
        ["Company"] = "Planted-Company & Sons",
        ["Password"] = Password,
        ["IsOldEnough"] = "true",
        ["AcceptsPolicy"] = "true",
    };

    public static async Task<Page> RegisterAsync(this PageVisitor visitor, IReadOnlyDictionary<string, string>? values = null) =>
        await visitor.SubmitAsync(await visitor.GetAsync("/account/register"), "#register", values ?? Registration());

    public static async Task<Page> SignInAsync(
        this PageVisitor visitor, string email = "ada@example.org", string password = Password, string path = "/account/sign-in") =>
        await visitor.SubmitAsync(
            await visitor.GetAsync(path), "#sign-in", new Dictionary<string, string> { ["Email"] = email, ["Password"] = password });

    public static async Task<Page> CancelAsync(this PageVisitor visitor, string password = Password) =>
        await visitor.SubmitAsync(
            await visitor.GetAsync("/account/cancel"), "#cancel", new Dictionary<string, string> { ["Password"] = password });
}
