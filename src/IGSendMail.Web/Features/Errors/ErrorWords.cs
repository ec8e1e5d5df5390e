namespace IGSendMail.Web.Features.Errors;

/// <summary>Plain words for a status.</summary>
/// <param name="Title">What happened.</param>
/// <param name="Explanation">What it means for the person.</param>
/// <param name="Remedy">What they can do now.</param>
public sealed record ErrorWords(string Title, string Explanation, string Remedy)
{
    /// <summary>A form that needs a cookie, from a browser that sent none.</summary>
    public static ErrorWords WithoutCookies { get; } = new(
        "Your browser sent no cookie",
        "This form needs one that says it is really you who sends it, and your browser keeps none from us. Nothing was changed.",
        "Let it keep cookies of this site, load the page of the form again, and send it once more. To ask about your data, and to refuse cookies, you need none.");

    /// <summary>The words for an HTTP status.</summary>
    public static ErrorWords Of(int status) => status switch
    {
        400 => new(
            "That did not reach us whole",
            "Something was missing or had expired, often because the page had been open for a long time. Nothing was changed.",
            "Go back, load the page again and send it once more."),
        401 or 403 => new(
            "This page is not open to you",
            "You may be signed in as someone else, or your sign-in does not cover this page.",
            "Sign in with the account the page belongs to, or start again from the home page."),
        404 => new(
            "We have no such page",
            "The address may be mistyped, or what stood here has been deleted. We do delete things.",
            "Check the address, or start again from the home page."),
        405 => new(
            "That cannot be done here",
            "The page exists, but it does not take what your browser sent. This happens when the address of a form is opened by itself.",
            "Go back to the page with the form and use its button."),
        413 => new(
            "That is too large",
            "What you sent is larger than we accept. Nothing was stored.",
            "Send it in smaller parts."),
        415 => new(
            "That page takes no files",
            "What you sent was put together as a form with files, and the page you sent it to takes none. Nothing was read or stored.",
            "Go back to the page with the form and use its button."),
        429 => new(
            "That was a little too often",
            "We slow down repeated attempts to keep accounts safe. Nothing is wrong with yours.",
            "Wait a few minutes, then try again."),
        503 => new(
            "We are putting something right",
            "Our data was restored from a safety copy. Before we open again we make sure that everything people asked us to delete is deleted once more. Nothing you do here is stored meanwhile.",
            "Come back in a few minutes."),
        >= 500 => new(
            "Something broke on our side",
            "It is not your doing. We have recorded what failed, without what you typed.",
            "Try again in a few minutes. If it keeps happening, write to us."),
        _ => new(
            "That did not work",
            "We could not make sense of what your browser sent. Nothing was changed.",
            "Go back and try again."),
    };
}
