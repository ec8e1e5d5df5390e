using IGSendMail.Web.Features.Shared;
using Microsoft.AspNetCore.Mvc;

namespace IGSendMail.Web.Features.Requests;

/// <summary>The page of a request after something was done there.</summary>
internal static class RequestTold
{
    /// <summary>Goes back to the page of a request and says there, in the visitor's language, what came of it.</summary>
    /// <param name="controller">The controller that did it.</param>
    /// <param name="reference">The request.</param>
    /// <param name="name">The name of the words (<see cref="RequestPageWords"/>).</param>
    public static RedirectResult BackTo(this Controller controller, string reference, string name)
    {
        var words = RequestPageWords.Now;
        return controller.BackTo(reference, words[name], words.Language);
    }

    /// <summary>Goes back to the page of a request and says there what came of it.</summary>
    public static RedirectResult BackTo(this Controller controller, string reference, string told, string language)
    {
        controller.Confirm(told, language);
        return new RedirectResult($"{SiteLanguages.Address(controller.HttpContext, PrivacyLinks.Request(reference))}#{Confirmation.Fragment}");
    }
}
