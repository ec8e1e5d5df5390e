namespace IGSendMail.Privacy.Requests;

/// <summary>Reasons as the letters about requests write them.</summary>
internal static class RequestLetterWords
{
    public const string Remedies =
        "If you disagree, reply to this e-mail and a privacy officer looks at it. You may also complain to your data protection authority or go to court.";

    public static string Because(ExtensionReason reason) => reason switch
    {
        ExtensionReason.Complex => "The reason: your request is complex, and looking at everything takes us longer than usual.",
        ExtensionReason.ManyRequests => "The reason: many requests have reached us at the same time.",
        _ => throw new ArgumentOutOfRangeException(nameof(reason), reason, "This reason has no words."),
    };

    public static string Because(RequestReason reason) => reason switch
    {
        RequestReason.HeldByLaw =>
            "The law forbids us to delete this data for now, because it is needed for a legal claim or by an order. When that ends, the data is deleted as our policy says.",
        RequestReason.AddressInUse =>
            "Another account signs in with the e-mail address that you want us to put in. Sign in there, or ask again with another address.",
        RequestReason.NotSignedInInTime =>
            "The address belongs to an account, and nobody signed in to it to go on. We hand out or delete an account's data only after its holder has signed in.",
        RequestReason.ErasedMeanwhile => "The data was deleted while the request was open, so there is nothing left to answer with.",
        RequestReason.IdentityNotShown =>
            "Nothing that we hold lets us make sure that you are the person it is about, and we hand out or delete data only for that person.",
        RequestReason.UnfoundedOrExcessive =>
            "It is clearly unfounded, or repeats requests that we have answered, so that the law does not ask us to act on it.",
        RequestReason.HarmsOthers => "We cannot answer it without harming the rights of other people.",
        RequestReason.NotConfirmedInTime => "It was not confirmed in time.",
        RequestReason.WithdrawnByRequester => "It was taken back.",
        _ => throw new ArgumentOutOfRangeException(nameof(reason), reason, "This reason has no words."),
    };
}
