using System.Globalization;
using System.Text.RegularExpressions;

namespace IGSendMail.Web.Tests.WhatPeopleAreTold;

/// <summary>One sentence that the site may say about a request, and when it is true.</summary>
/// <param name="Pattern">The sentence; groups are what it states.</param>
/// <param name="IsTrue">Reads the rows; null for a sentence that states nothing about what happened.</param>
internal sealed record Claim(Regex Pattern, Func<Match, RequestRow, Rows, bool>? IsTrue)
{
    private static readonly TimeZoneInfo Zone = TimeZoneInfo.FindSystemTimeZoneById("America/New_York");

    public static Claim Of(string pattern, Func<Match, RequestRow, Rows, bool> isTrue) => new(Whole(pattern), isTrue);

    public static Claim Of(string pattern, Func<RequestRow, bool> isTrue) => new(Whole(pattern), (_, request, _) => isTrue(request));

    /// <summary>States nothing about what happened: what can be done, how something is meant, what stands on a button.</summary>
    public static Claim Plain(string pattern) => new(Whole(pattern), null);

    /// <summary>The day of an instant at the site.</summary>
    public static DateOnly DateOf(DateTimeOffset instant) => DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(instant, Zone).DateTime);

    /// <summary>A day as pages and e-mails write it.</summary>
    public static string Day(DateTimeOffset instant) => Day(DateOf(instant));

    public static string Day(DateOnly day) => day.ToString("d MMMM yyyy", CultureInfo.InvariantCulture);

    /// <summary>A moment as pages and e-mails write it.</summary>
    public static string Moment(DateTimeOffset instant) => TimeZoneInfo.ConvertTime(instant, Zone).ToString("d MMMM yyyy, HH:mm", CultureInfo.InvariantCulture);

    public static string Count(long count) => count.ToString("N0", CultureInfo.InvariantCulture);

    /// <summary>“one customer of ours”, “3 customers of ours”.</summary>
    public static int Customers(string words) =>
        words.StartsWith("one ", StringComparison.OrdinalIgnoreCase) ? 1 : int.Parse(words.Split(' ')[0], CultureInfo.InvariantCulture);

    private static Regex Whole(string pattern) => new($"^(?:{pattern})$", RegexOptions.CultureInvariant | RegexOptions.NonBacktracking);
}

/// <summary>All sentences that are known, and what they mean.</summary>
internal static class ClaimBook
{
    /// <summary>What a text says that its rows do not, and what it says that nobody has compared; empty if it is true.</summary>
    /// <param name="where">Which text.</param>
    /// <param name="sentences">Its sentences.</param>
    /// <param name="book">What they mean.</param>
    /// <param name="request">The request that it is about; null for a text before there is one, whose sentences ask nothing of it.</param>
    /// <param name="rows">What the database says.</param>
    public static IReadOnlyList<string> Wrong(string where, IEnumerable<string> sentences, IReadOnlyList<Claim> book, RequestRow? request, Rows rows)
    {
        var wrong = new List<string>();
        foreach (var sentence in sentences)
        {
            var meanings = book.Select(c => (Claim: c, Match: c.Pattern.Match(sentence))).Where(m => m.Match.Success).ToList();
            if (meanings.Count == 0 && !IsQuoted(sentence, request, rows))
            {
                wrong.Add($"{where}: nobody compares “{sentence}”");
            }
            else if (meanings.Any(m => m.Claim.IsTrue?.Invoke(m.Match, request!, rows) == false))
            {
                wrong.Add($"{where}: not so: “{sentence}”");
            }
        }

        return wrong;
    }

    /// <summary>What a person wrote, and why something stays as the receipt has it: both are repeated word for word.</summary>
    private static bool IsQuoted(string sentence, RequestRow? request, Rows rows) =>
        rows.Words.Contains(sentence)
        || (request?.Receipt ?? []).Any(l => l is { Kept: > 0, Reason: { } reason }
            && $"{reason} ({l.Basis}){(l.Until is { } until ? $", until {Claim.Day(until)}" : "")}.".Contains(sentence, StringComparison.Ordinal));
}
