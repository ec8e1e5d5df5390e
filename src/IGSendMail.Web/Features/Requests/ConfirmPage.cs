using IGSendMail.Privacy.Requests;

namespace IGSendMail.Web.Features.Requests;

/// <summary>What a link will do.</summary>
/// <param name="Preview">The request behind it.</param>
/// <param name="Token">The link's secret, to be sent back by the button.</param>
/// <param name="SignInFirst">True if only the holder of the account may use it, who is not signed in here.</param>
public sealed record ConfirmPage(LinkPreview Preview, string Token, bool SignInFirst)
{
    /// <summary>Name of the words that say what will happen.</summary>
    public string Review => Preview.Request switch
    {
        { AccountId: not null } => "AddressReview",
        { Right: var right } when right.FulfilledBy() == Fulfilment.Erasure => "ErasureReview",
        { Right: var right } when right.FulfilledBy() == Fulfilment.Correction => "CorrectionReview",
        _ => "PackageReview",
    };
}

/// <summary>What a person sees who used the link of an e-mail in a browser that keeps no cookies.</summary>
/// <param name="Request">The request.</param>
/// <param name="IsConfirmed">True if it was confirmed; false if the link, which is not used up, opens its page only.</param>
public sealed record WithoutCookiesPage(DataSubjectRequest Request, bool IsConfirmed)
{
    /// <summary>What was done, and what is left to do, by the name of its words.</summary>
    public string Told => (IsConfirmed, Request.State) switch
    {
        (false, _) => "OpenNeedsCookies",
        (_, RequestState.AwaitingSignIn) => "ConfirmedSignIn",
        (_, RequestState.AwaitingFacts) => "ConfirmedFacts",
        _ => "ConfirmedNeedsCookies",
    };
}
