using System.Globalization;
using System.Resources;
using IGSendMail.Privacy.Settings;
using IGSendMail.Web.Features.Shared;

namespace IGSendMail.Web.Features.Errors;

/// <summary>Why a request was not taken, for the page that says so.</summary>
/// <param name="Why">Which limit was met.</param>
/// <param name="Wait">After how long it is worth trying again.</param>
public sealed record TooManyRequests(TooManyReason Why, TimeSpan Wait)
{
    /// <summary>How many uploads may run at a time; of use only for <see cref="TooManyReason.UploadsAtOnce"/>.</summary>
    public int AtOnce { get; init; }

    /// <summary>The seconds of the header <c>Retry-After</c>, at least one.</summary>
    public int Seconds => Math.Max(1, (int)Math.Ceiling(Wait.TotalSeconds));

    /// <summary>Answers the request so; the page follows (<see cref="ErrorsController"/>).</summary>
    public void Answer(HttpContext context)
    {
        context.Response.StatusCode = StatusCodes.Status429TooManyRequests;
        context.Response.Headers.RetryAfter = Seconds.ToString(CultureInfo.InvariantCulture);
        context.Features.Set(this);
    }
}

/// <summary>Which limit was met.</summary>
public enum TooManyReason
{
    /// <summary>The sender did it too often.</summary>
    Often,

    /// <summary>Too many people enter passwords at this instant.</summary>
    Busy,

    /// <summary>Too many uploads of one person run.</summary>
    UploadsAtOnce,
}

/// <summary>What the page says in one language.</summary>
public sealed class TooManyWords(CultureInfo language) : LanguageWords(Texts, language)
{
    private const int LongestInSeconds = 90;
    private static readonly ResourceManager Texts = new(typeof(TooManyWords));

    /// <summary>The words in the language of the present request.</summary>
    public static TooManyWords Now => new(CultureInfo.GetCultureInfo(SiteLanguages.Now));

    /// <summary>What happened.</summary>
    public string What(TooManyRequests refused) => Of(refused.Why.ToString(), refused.AtOnce);

    /// <summary>What to do and when.</summary>
    public string Remedy(TooManyRequests refused) => refused.Why == TooManyReason.UploadsAtOnce ? this["UploadsAtOnceRemedy"]
        : refused.Seconds <= LongestInSeconds ? Of("Seconds", refused.Seconds)
        : Of("Minutes", (refused.Seconds + 59) / 60);
}
