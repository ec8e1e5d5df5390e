using IGSendMail.Storage;
using IGSendMail.Web.Features.Shared;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.ModelBinding.Validation;

namespace IGSendMail.Web.Features.Officer;

/// <summary>The list.</summary>
/// <param name="Letters">Those that wait longest.</param>
/// <param name="All">How many there are.</param>
public sealed record LettersPage(IReadOnlyList<ShownLetter> Letters, int All);

/// <summary>A letter with the days at the site.</summary>
public sealed record ShownLetter(DeadLetter Letter, DateOnly Decided, DateOnly GivenUp)
{
    /// <summary>The address of its page.</summary>
    public string Path => PrivacyLinks.OfficerLetter(Letter.Id);

    /// <summary>What it is, in words.</summary>
    public string Kind => Letter.Kind == Privacy.Letters.LetterBox.Kind ? "Letter" : $"Message ({Letter.Kind})";

    /// <summary>Whose it is, as a kind: never who.</summary>
    public string Whose => Letter.OwnerKind.Whose;

    /// <summary>What went wrong last, in words. Only the type of a failure is ever kept.</summary>
    public string Failure => Letter.LastFailure switch
    {
        "UndeliverableLetterException" => "The address is no e-mail address",
        "SmtpCommandException" => "The mail server refused it",
        "SmtpProtocolException" => "The mail server broke off",
        "SslHandshakeException" => "The mail server's certificate could not be trusted",
        "AuthenticationException" => "The mail server did not accept our sign-in",
        "SocketException" => "The mail server could not be reached",
        "TimeoutException" => "The mail server did not answer in time",
        "NotSupportedException" => "The mail server does not offer encryption",
        "IOException" => "The connection or a folder failed",
        _ => "An error of the program",
    };
}

/// <summary>One letter, and the form for giving it up.</summary>
public sealed class LetterPage
{
    /// <summary>The letter.</summary>
    [BindNever]
    [ValidateNever]
    public ShownLetter Shown { get; init; } = null!;

    /// <summary>Why it need not be sent.</summary>
    public GiveUpReason? Reason { get; init; }

    /// <summary>The reasons there are.</summary>
    public static IReadOnlyList<Choice> Reasons { get; } =
    [
        new(nameof(GiveUpReason.AddressDoesNotWork), "The address does not work", "It does not exist, or takes no mail from us."),
        new(nameof(GiveUpReason.ToldInAnotherWay), "The person was told in another way", null),
        new(nameof(GiveUpReason.NoLongerTrue), "What it says is no longer true", null),
    ];
}
