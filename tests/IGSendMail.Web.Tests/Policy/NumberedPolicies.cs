using System.Globalization;
using System.Text.RegularExpressions;
using IGSendMail.Testing;

namespace IGSendMail.Web.Tests.Policy;

/// <summary>
/// A policy folder that grows by numbered versions, each in force as soon as it is loaded. Every figure, every name and the
/// register of a version tell its number, so that whatever a person reads tells from which versions it was taken. The
/// figures are 900, 800, 700 and 600 days less the number: no other period of the site is as long.
/// </summary>
internal sealed partial class NumberedPolicies : IDisposable
{
    private readonly PolicyTrial _trial = new();
    private string _last;

    /// <summary>Begins with version 0.</summary>
    public NumberedPolicies()
    {
        _last = _trial.File;
        _trial.Change("version: 2026-01", $"version: {NameOf(0)}");
        _trial.Change("account-data-kept: P30D", $"account-data-kept: P{Account}D");
        _trial.Change("subscriber-data-gone: P30D", $"subscriber-data-gone: P{Lists}D");
        _trial.Change("answer: P30D", $"answer: P{Answer}D");
        _trial.Change("notice: P30D", $"notice: P{Notice}D");
        _trial.Change("name: Stripe", "name: Processor 0", _trial.Register);
    }

    public string Folder => _trial.Folder;

    /// <summary>The newest number.</summary>
    public int Newest { get; private set; }

    private int Account => 900 - Newest;

    private int Lists => 800 - Newest;

    private int Answer => 700 - Newest;

    private int Notice => 600 - Newest;

    /// <summary>The name of a version.</summary>
    public static string NameOf(int number) => string.Create(CultureInfo.InvariantCulture, $"v{number:000}");

    /// <summary>Publishes one more version, with a register of its own.</summary>
    public void Add()
    {
        var (account, lists, answer, notice) = (Account, Lists, Answer, Notice);
        Newest++;
        var before = new DateOnly(2026, 1, 1).AddDays(Newest - 1);
        var path = Path.Combine(Folder, NameOf(Newest) + ".md");
        File.WriteAllText(path, File.ReadAllText(_last));
        _trial.Change($"version: {NameOf(Newest - 1)}", $"version: {NameOf(Newest)}", path);
        _trial.Change($"effective: {before:yyyy-MM-dd}", $"effective: {before.AddDays(1):yyyy-MM-dd}", path);
        _trial.Change($"account-data-kept: P{account}D", $"account-data-kept: P{Account}D", path);
        _trial.Change($"subscriber-data-gone: P{lists}D", $"subscriber-data-gone: P{Lists}D", path);
        _trial.Change($"answer: P{answer}D", $"answer: P{Answer}D", path);
        _trial.Change($"notice: P{notice}D", $"notice: P{Notice}D", path);
        _trial.Change($"name: Processor {Newest - 1}\n", $"name: Processor {Newest}\n", _trial.Register);
        _last = path;
    }

    /// <summary>Spoils the newest file and says where; <see cref="Mend"/> puts it right.</summary>
    public (string File, int Line) Spoil() => (_last, _trial.Change($"answer: P{Answer}D", "answer: soon", _last));

    /// <summary>Undoes <see cref="Spoil"/>.</summary>
    public void Mend() => _trial.Change("answer: soon", $"answer: P{Answer}D", _last);

    /// <summary>Changes a text of the first version, which is in force or was.</summary>
    public void Rewrite(string from, string to) => _trial.Change(from, to);

    /// <summary>Adds a material version that is announced, the number after the newest.</summary>
    public void Announce(string name, DateOnly day)
    {
        var path = Path.Combine(Folder, name + ".md");
        File.WriteAllText(path, File.ReadAllText(_last));
        _trial.Change($"version: {NameOf(Newest)}", $"version: {name}", path);
        _trial.Change("published: 2025-12-01", $"published: {day:yyyy-MM-dd}", path);
        _trial.Change($"effective: {new DateOnly(2026, 1, 1).AddDays(Newest):yyyy-MM-dd}", $"effective: {day.AddDays(Notice):yyyy-MM-dd}", path);
        _trial.Change("review: 2027-01-01", "review: 2030-01-01", path);
        _trial.Change("material: false", "material: true", path);
    }

    /// <summary>
    /// The numbers of the versions that a text was made from: by the names of versions, the four figures and the register.
    /// </summary>
    public static IReadOnlyList<int> NumbersIn(string text) =>
    [
        .. Names().Matches(text).Select(m => Number(m)),
        .. Processors().Matches(text).Select(m => Number(m)),
        .. Figures().Matches(text).Select(m => 99 - ((Number(m) + 99) % 100)),
    ];

    public void Dispose() => _trial.Dispose();

    private static int Number(Match match) => int.Parse(match.Groups["n"].Value, CultureInfo.InvariantCulture);

    [GeneratedRegex(@"\bv(?<n>[0-9]{3})\b", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Names();

    [GeneratedRegex(@"\bProcessor (?<n>[0-9]+)\b", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Processors();

    [GeneratedRegex(@"\b(?<n>[5-9][0-9]{2}) days\b", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Figures();
}
