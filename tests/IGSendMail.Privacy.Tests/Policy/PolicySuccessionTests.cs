using System.Globalization;
using IGSendMail.Privacy.Policy;

namespace IGSendMail.Privacy.Tests.Policy;

/// <summary>Which policy may follow the one that is shown: "a" is in force, "b" is announced for the first of April.</summary>
public sealed class PolicySuccessionTests
{
    private static readonly PolicyVersion A = Version("a", "2025-12-01", "2026-01-01");
    private static readonly PolicyVersion B = Version("b", "2026-03-01", "2026-04-01");

    private static readonly PolicySnapshot Shown = new(
        new PolicyContent([A, B], new SubprocessorRegister { Updated = A.Published, All = [], None = [] }),
        [A.Effective, B.Effective], TimeZoneInfo.Utc, new DateTimeOffset(2026, 3, 15, 12, 0, 0, TimeSpan.Zero));

    public static TheoryData<string, PolicyVersion[]> Lawful => new()
    {
        { "the same", [A, B] },
        { "read again from the same files", [Version("a", "2025-12-01", "2026-01-01"), Version("b", "2026-03-01", "2026-04-01")] },
        { "one more", [A, B, Version("c", "2026-04-01", "2026-05-01")] },
        { "the announced one taken back", [A] },
        { "the announced one replaced under another name", [A, Version("c", "2026-03-10", "2026-04-09")] },
        { "another review day and summary", [A, Version("b", "2026-03-01", "2026-04-01", review: "2031-01-01", summary: "Said better.")] },
    };

    [Theory]
    [MemberData(nameof(Lawful))]
    public void What_was_shown_may_be_followed_by(string what, PolicyVersion[] next) =>
        Assert.True(Record.Exception(() => PolicySuccession.Check(Shown, next)) is null, what);

    public static TheoryData<PolicyVersion[], string> Refused => new()
    {
        { [B], "policy version a: is in force or was, and its file is gone. Put the file back." },
        { [Version("a", "2025-12-02", "2026-01-01"), B], "policy version a: was shown with another day of publication. " },
        { [A, Version("b", "2026-03-01", "2026-04-02")], "policy version b: was shown with another effective day. " },
        { [A, Version("b", "2026-03-01", "2026-04-01", material: true)], "policy version b: was shown with another entry \"material\". " },
        { [A, Version("b", "2026-03-01", "2026-04-01", days: 29)], "policy version b: was shown with another set of commitments. " },
        { [A, Version("b", "2026-03-01", "2026-04-01", text: "Other words.")], "policy version b: was shown with another text of clause 1. " },
        { [Version("a", "2025-12-01", "2026-01-01", text: "Other words."), B], "policy version a: was shown with another text of clause 1. " },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public void What_was_shown_stays_what_it_was(PolicyVersion[] next, string message)
    {
        var refused = Assert.Throws<PolicyFileException>(() => PolicySuccession.Check(Shown, next));

        Assert.StartsWith(message, refused.Message, StringComparison.Ordinal);
        Assert.True(message[^1] == '.' || refused.Message.EndsWith("publish the change as a new version.", StringComparison.Ordinal));
    }

    private static PolicyVersion Version(
        string name, string published, string effective, string review = "2030-01-01", string summary = "A summary.", bool material = false,
        int days = 30, string text = "Words.") => new()
        {
            Version = name,
            Published = Day(published),
            Effective = Day(effective),
            Review = Day(review),
            Material = material,
            Summary = summary,
            Commitments = new Commitments(
                TimeSpan.FromDays(days), TimeSpan.FromDays(30), TimeSpan.FromDays(30), TimeSpan.FromDays(30), 16),
            Clauses = [new PolicyClause(1, "introduction", "Introduction", null, $"<p>{text}</p>", text)],
        };

    private static DateOnly Day(string text) => DateOnly.Parse(text, CultureInfo.InvariantCulture);
}
