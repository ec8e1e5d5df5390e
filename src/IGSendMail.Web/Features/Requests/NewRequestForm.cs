using System.ComponentModel.DataAnnotations;
using System.Security.Cryptography;
using IGSendMail.Privacy.Requests;
using IGSendMail.Web.Features.Shared;

namespace IGSendMail.Web.Features.Requests;

/// <summary>What the request form asks: the least with which one can answer, in the language of the page.</summary>
public sealed class NewRequestForm : IValidatableObject
{
    /// <summary>What the form sends for a period of twelve months.</summary>
    public const string TwelveMonths = nameof(TwelveMonths);

    /// <summary>What the form sends for all there is.</summary>
    public const string Everything = nameof(Everything);

    private static readonly string[] RightNames =
        [nameof(Privacy.Requests.Right.Access), nameof(Privacy.Requests.Right.Portability), nameof(Privacy.Requests.Right.Rectification), nameof(Privacy.Requests.Right.Erasure)];

    private static readonly string[] RegionNames = [nameof(Regime.Ccpa), nameof(Regime.Gdpr)];
    private static readonly string[] ScopeNames = [nameof(KnowScope.SpecificPieces), nameof(KnowScope.Categories)];
    private static readonly string[] PeriodNames = [Everything, TwelveMonths];

    /// <summary>What the person wants.</summary>
    public string? Right { get; set; }

    /// <summary>Where the person lives, as far as it matters.</summary>
    public string? Region { get; set; } = nameof(Regime.Gdpr);

    /// <summary>How much a request to know wants to know; counts in California only.</summary>
    public string? Scope { get; set; } = nameof(KnowScope.SpecificPieces);

    /// <summary>From when on; counts in California only.</summary>
    public string? Period { get; set; } = Everything;

    /// <summary>What is wrong and what would be right; counts for corrections only.</summary>
    public string? Wish { get; set; }

    /// <summary>The address that the request is about and the answer goes to.</summary>
    public string? Email { get; set; }

    /// <summary>The rights that the site answers by itself; others go by letter to the privacy address.</summary>
    public static IReadOnlyList<Choice> Rights(RequestFormWords words) => Choices(words, RightNames);

    /// <summary>Whose law counts the days.</summary>
    public static IReadOnlyList<Choice> Regions(RequestFormWords words) => Choices(words, RegionNames);

    /// <summary>How much.</summary>
    public static IReadOnlyList<Choice> Scopes(RequestFormWords words) => Choices(words, ScopeNames);

    /// <summary>From when on.</summary>
    public static IReadOnlyList<Choice> Periods(RequestFormWords words) => [.. PeriodNames.Select(p => new Choice(p, words[p]))];

    /// <summary>What tells this form from every other; sending it twice is one request.</summary>
    public string? Order { get; set; }

    /// <summary>For a form that was not sent yet: 32 hexadecimal digits.</summary>
    public static string FreshOrder() => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(16));

    /// <summary>What was asked for.</summary>
    public NewRequest Read() => new(Enum.Parse<Right>(Right!), Enum.Parse<Regime>(Region!))
    {
        Scope = Enum.Parse<KnowScope>(Scope!),
        Order = Guid.TryParseExact(Order, "N", out var order) ? order : null,
        LastTwelveMonths = Period == TwelveMonths,
        Field = IsCorrection ? CorrectionField.Other : null,
        Wish = IsCorrection ? Wish!.Trim() : null,
    };

    /// <inheritdoc />
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        var words = RequestFormWords.Now;
        foreach (var (field, name) in Problems())
        {
            yield return new ValidationResult(words[name], [field]);
        }

        if (AddressField.Problem(Email, SiteLanguages.Now) is { } address)
        {
            yield return new ValidationResult(address, [nameof(Email)]);
        }
    }

    private bool IsCorrection => Right == nameof(Privacy.Requests.Right.Rectification);

    private IEnumerable<(string Field, string Words)> Problems()
    {
        if (!RightNames.Contains(Right))
        {
            yield return (nameof(Right), "WrongRight");
        }

        if (!RegionNames.Contains(Region))
        {
            yield return (nameof(Region), "WrongRegion");
        }

        if (!ScopeNames.Contains(Scope))
        {
            yield return (nameof(Scope), "WrongScope");
        }

        if (!PeriodNames.Contains(Period))
        {
            yield return (nameof(Period), "WrongPeriod");
        }

        if (IsCorrection && string.IsNullOrWhiteSpace(Wish))
        {
            yield return (nameof(Wish), "NoWish");
        }

        if (IsCorrection && Wish is { Length: > Corrections.LongestWish })
        {
            yield return (nameof(Wish), "LongWish");
        }
    }

    private static IReadOnlyList<Choice> Choices(RequestFormWords words, IEnumerable<string> names) =>
        [.. names.Select(name => new Choice(name, words[name], words[name + "About"]))];
}
