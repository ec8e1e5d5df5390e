using IGSendMail.Privacy.Letters;

namespace IGSendMail.Privacy.Requests;

/// <summary>The letters of this room.</summary>
public static class RequestLetters
{
    /// <inheritdoc cref="RequestConfirmLetter" />
    public static readonly LetterKind Confirm = LetterKind.Of<RequestConfirmLetter, RequestConfirmTemplate>("RequestConfirmLetter");

    /// <inheritdoc cref="RequestReceivedLetter" />
    public static readonly LetterKind Received = LetterKind.Of<RequestReceivedLetter, RequestReceivedTemplate>("RequestReceivedLetter");

    /// <inheritdoc cref="AddressChangeLetter" />
    public static readonly LetterKind AddressChange = LetterKind.Of<AddressChangeLetter, AddressChangeTemplate>("AddressChangeLetter");

    /// <inheritdoc cref="RequestExtendedLetter" />
    public static readonly LetterKind Extended = LetterKind.Of<RequestExtendedLetter, RequestExtendedTemplate>("RequestExtendedLetter");

    /// <inheritdoc cref="RequestWithdrawnLetter" />
    public static readonly LetterKind Withdrawn = LetterKind.Of<RequestWithdrawnLetter, RequestWithdrawnTemplate>("RequestWithdrawnLetter");

    /// <inheritdoc cref="RequestPartlyDoneLetter" />
    public static readonly LetterKind PartlyDone = LetterKind.Of<RequestPartlyDoneLetter, RequestPartlyDoneTemplate>("RequestPartlyDoneLetter");

    /// <inheritdoc cref="RequestCorrectedLetter" />
    public static readonly LetterKind Corrected = LetterKind.Of<RequestCorrectedLetter, RequestCorrectedTemplate>("RequestCorrectedLetter");

    /// <inheritdoc cref="RequestDueLetter" />
    public static readonly LetterKind Due = LetterKind.Of<RequestDueLetter, RequestDueTemplate>("RequestDueLetter");

    /// <inheritdoc cref="RequestRefusedLetter" />
    public static readonly LetterKind Refused = LetterKind.Of<RequestRefusedLetter, RequestRefusedTemplate>("RequestRefusedLetter");

    /// <inheritdoc cref="RequestForControllerLetter" />
    public static readonly LetterKind ForController = LetterKind.Of<RequestForControllerLetter, RequestForControllerTemplate>("RequestForControllerLetter");

    /// <inheritdoc cref="PersonWroteLetter" />
    public static readonly LetterKind PersonWrote = LetterKind.Of<PersonWroteLetter, PersonWroteTemplate>("PersonWroteLetter");

    /// <inheritdoc cref="PackageReadyLetter" />
    public static readonly LetterKind PackageReady = LetterKind.Of<PackageReadyLetter, PackageReadyTemplate>("PackageReadyLetter");
}

/// <summary>Asks the holder of a mailbox to confirm a request, or opens its page again.</summary>
/// <param name="Reference">The request.</param>
/// <param name="Right">What it asks for.</param>
/// <param name="Token">The secret of the link.</param>
/// <param name="ValidUntil">When the link stops working.</param>
/// <param name="Opens">True if the request is confirmed already and the link only opens its page.</param>
/// <param name="Code">The code to type in instead, or null if there is none.</param>
/// <param name="NewAddress">True if it goes to an address that an account holder wants to be written to from now on.</param>
public sealed record RequestConfirmLetter(
    string ToAddress, string? ToName, string Reference, Right Right, string Token, DateTimeOffset ValidUntil, bool Opens,
    string? Code = null, bool NewAddress = false)
    : Letter(ToAddress, ToName);

/// <summary>Confirms at once that a request reached us, and says when we answer.</summary>
/// <param name="Reference">The request.</param>
/// <param name="Right">What it asks for.</param>
/// <param name="ReceivedOn">The day of receipt.</param>
/// <param name="AnswerDue">The latest day of our answer.</param>
/// <param name="NeedsSignIn">True if the address belongs to an account, so that it goes on only after signing in.</param>
/// <param name="NeedsFact">True if California asks for one more fact before specific pieces are handed out.</param>
public sealed record RequestReceivedLetter(
    string ToAddress, string? ToName, string Reference, Right Right, DateOnly ReceivedOn, DateOnly AnswerDue, bool NeedsSignIn,
    bool NeedsFact = false)
    : Letter(ToAddress, ToName);

/// <summary>Says that the answer takes longer, why, and until when (GDPR Art. 12(3); 11 CCR § 7021(b)).</summary>
/// <param name="Reference">The request.</param>
/// <param name="Right">What it asks for.</param>
/// <param name="FirstDue">The first deadline.</param>
/// <param name="AnswerDue">The latest day of our answer now.</param>
/// <param name="Reason">Why.</param>
public sealed record RequestExtendedLetter(
    string ToAddress, string? ToName, string Reference, Right Right, DateOnly FirstDue, DateOnly AnswerDue, ExtensionReason Reason)
    : Letter(ToAddress, ToName);

/// <summary>Confirms that a request was taken back.</summary>
/// <param name="Reference">The request.</param>
/// <param name="Right">What it asked for.</param>
public sealed record RequestWithdrawnLetter(string ToAddress, string? ToName, string Reference, Right Right)
    : Letter(ToAddress, ToName);

/// <summary>Says that all is done but in places that do not answer.</summary>
/// <param name="Reference">The request.</param>
/// <param name="Right">What it asks for.</param>
/// <param name="Places">How many places are missing.</param>
public sealed record RequestPartlyDoneLetter(string ToAddress, string? ToName, string Reference, Right Right, long Places)
    : Letter(ToAddress, ToName);

/// <summary>Says that a correction was made. It repeats no value: the page shows them.</summary>
/// <param name="Reference">The request.</param>
/// <param name="Field">What was corrected; null if nothing of ours was to be corrected and the request was passed on.</param>
/// <param name="PassedOnTo">How many customers it was passed on to.</param>
/// <param name="Waiting">How many of them are told only once they have confirmed their own address.</param>
public sealed record RequestCorrectedLetter(
    string ToAddress, string? ToName, string Reference, CorrectionField? Field, int PassedOnTo, int Waiting = 0)
    : Letter(ToAddress, ToName);

/// <summary>Warns an officer that a request is nearly due or overdue. It says nothing about the person.</summary>
/// <param name="Reference">The request.</param>
/// <param name="Right">What it asks for.</param>
/// <param name="AnswerDue">The latest lawful day.</param>
/// <param name="DaysLeft">Days left; negative if it is overdue.</param>
public sealed record RequestDueLetter(
    string ToAddress, string? ToName, string Reference, Right Right, DateOnly AnswerDue, int DaysLeft)
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
/// <param name="Wish">What is to be corrected, in the person's words; null for other requests.</param>
public sealed record RequestForControllerLetter(
    string ToAddress, string? ToName, string Company, string RequesterAddress, Right Right, DateOnly ReceivedOn,
    string? Wish = null)
    : Letter(ToAddress, ToName)
{
    /// <summary>The request, for the link to the customer's page; null in e-mails from before there was one.</summary>
    public Guid? RequestId { get; init; }

    /// <summary>The latest day of the answer, if it is known.</summary>
    public DateOnly? AnswerDue { get; init; }
}

/// <summary>Tells a customer that a person whose request was passed on wrote to them. The words themselves stand on the customer's page.</summary>
/// <param name="RequestId">The request, for the link.</param>
public sealed record PersonWroteLetter(string ToAddress, string? ToName, Guid RequestId) : Letter(ToAddress, ToName);

/// <summary>
/// Tells the old address of an account that it is about to be changed, with a link that stops it. It does not repeat the new one.
/// </summary>
/// <param name="Reference">The request.</param>
/// <param name="Token">The secret of the link.</param>
/// <param name="ChangesAt">When the address is changed unless somebody stops it.</param>
public sealed record AddressChangeLetter(string ToAddress, string? ToName, string Reference, string Token, DateTimeOffset ChangesAt)
    : Letter(ToAddress, ToName);
