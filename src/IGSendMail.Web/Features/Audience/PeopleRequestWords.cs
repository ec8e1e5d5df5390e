using IGSendMail.Privacy.Requests;
using IGSendMail.Privacy.Settings;

namespace IGSendMail.Web.Features.Audience;

/// <summary>Requests of people as their customer reads them.</summary>
internal static class PeopleRequestWords
{
    /// <summary>What is asked for.</summary>
    public static string Wish(PassedOnRequest request) =>
        (request.Content?.Right ?? request.Right) is { } right ? right.Words().Sentence() : "deleted by age";

    /// <summary>What the customer said.</summary>
    public static string Said(CustomerAnswer answer) => answer switch
    {
        CustomerAnswer.Corrected => "You said that you corrected it",
        CustomerAnswer.Removed => "You removed the person",
        CustomerAnswer.AnsweredThemselves => "You said that you answered the person yourself",
        _ => "You said that you cannot do it",
    };
}
