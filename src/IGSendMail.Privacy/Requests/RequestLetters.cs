using IGSendMail.Privacy.Letters;

namespace IGSendMail.Privacy.Requests;

/// <summary>Asks the holder of a mailbox to confirm a request, or opens its page again.</summary>
/// <param name="Reference">The request.</param>
/// <param name="Right">What it asks for.</param>
/// <param name="Token">The secret of the link.</param>
/// <param name="ValidUntil">When the link stops working.</param>
/// <param name="Opens">True if the request is confirmed already and the link only opens its page.</param>
public sealed record RequestConfirmLetter(
    string ToAddress, string? ToName, string Reference, Right Right, string Token, DateTimeOffset ValidUntil, bool Opens)
    : Letter(ToAddress, ToName);

/// <summary>Confirms at once that a request reached us, and says when we answer.</summary>
/// <param name="Reference">The request.</param>
/// <param name="Right">What it asks for.</param>
/// <param name="ReceivedOn">The day of receipt.</param>
/// <param name="AnswerDue">The latest day of our answer.</param>
/// <param name="NeedsSignIn">True if the address belongs to an account, so that it goes on only after signing in.</param>
public sealed record RequestReceivedLetter(
    string ToAddress, string? ToName, string Reference, Right Right, DateOnly ReceivedOn, DateOnly AnswerDue, bool NeedsSignIn)
    : Letter(ToAddress, ToName);

/// <summary>Says that a package can be downloaded. It carries no data itself.</summary>
/// <param name="Reference">The request.</param>
/// <param name="GoneOn">The day on which the package is deleted.</param>
public sealed record PackageReadyLetter(string ToAddress, string? ToName, string Reference, DateOnly GoneOn)
    : Letter(ToAddress, ToName);

/// <summary>Refuses a request with reason and remedies (GDPR Art. 12(4)).</summary>
/// <param name="Reference">The request.</param>
/// <param name="Right">What it asked for.</param>
/// <param name="Reason">Why.</param>
public sealed record RequestRefusedLetter(string ToAddress, string? ToName, string Reference, Right Right, RequestReason Reason)
    : Letter(ToAddress, ToName);

/// <summary>Passes a recipient's request on to a customer who holds their address and decides about it (GDPR Art. 28(3)(e)).</summary>
/// <param name="Company">The customer.</param>
/// <param name="RequesterAddress">The address on the customer's list.</param>
/// <param name="Right">What the person asks for.</param>
/// <param name="ReceivedOn">The day on which we received it.</param>
public sealed record RequestForControllerLetter(
    string ToAddress, string? ToName, string Company, string RequesterAddress, Right Right, DateOnly ReceivedOn)
    : Letter(ToAddress, ToName);
