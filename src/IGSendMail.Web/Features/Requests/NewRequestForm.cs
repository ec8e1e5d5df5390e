using System.ComponentModel.DataAnnotations;
using IGSendMail.Privacy.Requests;
using IGSendMail.Web.Features.Shared;

namespace IGSendMail.Web.Features.Requests;

/// <summary>What the request form asks: the least with which one can answer.</summary>
public sealed class NewRequestForm
{
    /// <summary>Rights that the site answers by itself; others go by letter to the privacy address.</summary>
    public static IReadOnlyList<Choice> Rights { get; } =
    [
        new(nameof(Privacy.Requests.Right.Access), "See my data", "A copy of everything we hold about you, explained: why we have it, who receives it, how long we keep it."),
        new(nameof(Privacy.Requests.Right.Portability), "Take my data elsewhere", "The data you gave us, in files that other programs can read."),
        new(nameof(Privacy.Requests.Right.Erasure), "Delete my data", "We delete what we hold about you, and tell you what the law makes us keep, and until when."),
    ];

    /// <summary>Whose law counts the days.</summary>
    public static IReadOnlyList<Choice> Regions { get; } =
    [
        new(nameof(Regime.Gdpr), "Anywhere else", "The stricter European rules count the days, wherever you live."),
        new(nameof(Regime.Ccpa), "In California", "The California Consumer Privacy Act counts the days; our own promise is shorter, and holds for you too."),
    ];

    /// <summary>What the person wants.</summary>
    [Required(ErrorMessage = "Choose what you would like us to do.")]
    [AllowedValues(nameof(Privacy.Requests.Right.Access), nameof(Privacy.Requests.Right.Portability), nameof(Privacy.Requests.Right.Erasure),
        ErrorMessage = "Choose one of the three.")]
    public string? Right { get; set; }

    /// <summary>Where the person lives, as far as it matters.</summary>
    [Required(ErrorMessage = "Choose where you live.")]
    [AllowedValues(nameof(Regime.Gdpr), nameof(Regime.Ccpa), ErrorMessage = "Choose one of the two.")]
    public string? Region { get; set; } = nameof(Regime.Gdpr);

    /// <summary>The address that the request is about and the answer goes to.</summary>
    [Required(ErrorMessage = "Enter your e-mail address.")]
    [MailboxOnly]
    public string? Email { get; set; }

    /// <summary>The right that was chosen.</summary>
    public Right ReadRight() => Enum.Parse<Right>(Right!);

    /// <summary>The law that was chosen.</summary>
    public Regime ReadRegime() => Enum.Parse<Regime>(Region!);
}

/// <summary>One mailbox and nothing else: no name, no second address, no line break that would start a header.</summary>
[AttributeUsage(AttributeTargets.Property)]
public sealed class MailboxOnlyAttribute()
    : ValidationAttribute("Enter one e-mail address, such as name@example.com.")
{
    /// <inheritdoc />
    public override bool IsValid(object? value) => value is null || (value is string text && AddressRule.IsMailbox(text.Trim()));
}
