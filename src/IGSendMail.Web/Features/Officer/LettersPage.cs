using IGSendMail.Privacy.Settings;
using IGSendMail.Storage;
using IGSendMail.Web.Features.Shared;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.ModelBinding.Validation;

namespace IGSendMail.Web.Features.Officer;

/// <summary>The list.</summary>
/// <param name="Letters">Those that wait longest.</param>
/// <param name="All">How many there are.</param>
/// <param name="Failing">Those that failed and are tried again by themselves.</param>
public sealed record LettersPage(IReadOnlyList<ShownLetter> Letters, int All, IReadOnlyList<ShownFailing> Failing);

/// <summary>A letter that failed and is tried again.</summary>
/// <param name="Letter">What may be known of it.</param>
/// <param name="Site">Its time zone is the one of every moment.</param>
public sealed record ShownFailing(FailingLetter Letter, SiteOptions Site)
{
    /// <inheritdoc cref="ShownLetter.Kind" />
    public string Kind => LetterKinds.Of(Letter.Kind);

    /// <inheritdoc cref="ShownLetter.Whose" />
    public string Whose => Letter.OwnerKind.Whose;

    /// <inheritdoc cref="ShownLetter.Failure" />
    public string Failure => DeliveryWords.Of(Letter.LastFailure);
}

internal static class LetterKinds
{
    public static string Of(string kind) => kind == Privacy.Letters.LetterBox.Kind ? "E-mail" : $"Message ({kind})";
}

/// <summary>A letter with the days at the site.</summary>
public sealed record ShownLetter(DeadLetter Letter, DateOnly Decided, DateOnly GivenUp)
{
    /// <summary>The address of its page.</summary>
    public string Path => PrivacyLinks.OfficerLetter(Letter.Id);

    /// <summary>What it is, in words.</summary>
    public string Kind => LetterKinds.Of(Letter.Kind);

    /// <summary>Whose it is, as a kind: never who.</summary>
    public string Whose => Letter.OwnerKind.Whose;

    /// <summary>What went wrong last, in words.</summary>
    public string Failure => DeliveryWords.Of(Letter.LastFailure);
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
