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
