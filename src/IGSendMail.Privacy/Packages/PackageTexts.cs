using System.Resources;
using IGSendMail.Privacy.PersonalData;
using IGSendMail.Privacy.Settings;

namespace IGSendMail.Privacy.Packages;

/// <summary>
/// What the readable page of a package says, in the language in which its person asked; the words stand in the .resx files beside this one. What
/// stands on the data map is said in the words that its rooms bring.
/// </summary>
/// <param name="language">The language, such as <c>de</c>; the site's own where it is not known.</param>
/// <param name="map">The words of the data map.</param>
internal sealed class PackageTexts(string? language, PlaceTexts map) : LanguageWords(Texts, InSite(language))
{
    private static readonly ResourceManager Texts = new(typeof(PackageTexts));

    /// <summary>A sentence or word of the data map or of a setting, in this language where somebody brought it, else as it stands there.</summary>
    public string Said(string sentence) => map.In(sentence, Language);

    /// <summary>A name of the program in people's words, such as "Opted out" for <c>OptedOut</c>.</summary>
    public string SaidName(string name) => Said(PackageValues.Words(name));

    /// <summary>A number as people of this language write it.</summary>
    public string Number(long count) => count.ToString("N0", Culture);

    /// <summary>So many of something that has words for one and for many.</summary>
    /// <param name="name">Name of the words without <c>.One</c> and <c>.Many</c>.</param>
    /// <param name="count">How many.</param>
    /// <param name="rest">What else the words have a gap for.</param>
    public string Count(string name, long count, params object[] rest) => Of(count == 1 ? $"{name}.One" : $"{name}.Many", [Number(count), .. rest]);

    /// <summary>So many records.</summary>
    public string Records(long count) => Count("Records", count);

    /// <summary>So many days, of a commitment of the policy.</summary>
    public string Days(TimeSpan time) => Count("Days", (long)time.TotalDays);

    /// <summary>A period, such as "13 months".</summary>
    public string Period(StatedPeriod period) => (period.Months, period.Days) switch
    {
        (0, var days) => Count("Days", days),
        (var months, 0) => Months(months),
        var (months, days) => Of("MonthsAndDays", Months(months), Count("Days", days)),
    };

    public string Of(DataCategory category) => Find($"Category.{category}") ?? SaidName(category.ToString());

    public string Of(Purpose purpose) => Find($"Purpose.{purpose}") ?? SaidName(purpose.ToString());

    /// <summary>Why we may have data.</summary>
    /// <param name="basis">The basis.</param>
    /// <param name="isCustomer">True if the package is a customer's.</param>
    public string Of(LawfulBasis basis, bool isCustomer) => basis == LawfulBasis.ControllerInstruction && isCustomer
        ? this["Basis.YourInstruction"]
        : Find($"Basis.{basis}") ?? SaidName(basis.ToString());

    /// <summary>Where data come from.</summary>
    /// <param name="category">Their category.</param>
    /// <param name="isCustomer">True if the package is a customer's: what lies on lists is theirs.</param>
    public string SourceOf(DataCategory category, bool isCustomer) => this[category switch
    {
        DataCategory.Subscriber => isCustomer ? "Source.Uploaded" : "Source.Customer",
        DataCategory.Account or DataCategory.Billing => "Source.Given",
        DataCategory.Accountability => "Source.Noted",
        _ => "Source.Browser",
    }];

    private string Months(int months) => months % 12 == 0 ? Count("Years", months / 12) : Count("Months", months);
}
