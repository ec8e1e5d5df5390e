using IGSendMail.Privacy.Policy;
using IGSendMail.Testing;

namespace IGSendMail.Privacy.Tests.Policy;

/// <summary>Every mistake in a policy file is refused with its file, its line and the remedy.</summary>
public sealed class WrongPolicyTests
{
    [Theory]
    // Clauses
    [InlineData("## 5. Data Retention", "### Data Retention", "clause 4 has a second \"In short:\"", "> In short: After you cancel")]
    [InlineData("## 5. Data Retention", "## 15. Data Retention", "clause \"5. Data Retention\" must stand here", null)]
    [InlineData("## 5. Data Retention", "## 5. Keeping Data", "not \"5. Keeping Data\"", null)]
    [InlineData("## 5. Data Retention", "# 5. Data Retention", "clause \"5. Data Retention\" is missing here", null)]
    [InlineData("## 1. Introduction\n", "Before all else.\n\n## 1. Introduction\n", "clause \"1. Introduction\" is missing here", null)]
    [InlineData("> In short: IGSendMail is not", "> In short: Children.\n\nMore.\n\n> In short: IGSendMail is not", "clause 10 has a second \"In short:\"", "> In short: IGSendMail is not")]
    // Placeholders
    [InlineData("We answer within {{answer}}.", "We answer within {{reply}}.", "the placeholder \"reply\" is unknown", null)]
    [InlineData("We answer within {{answer}}.", "We answer within {{answer}.", "a placeholder is broken", null)]
    [InlineData("at least {{notice}} before they take effect. If", "at least 30 days before they take effect. If", "the figure \"30 days\" is written into the text", null)]
    // Front matter
    [InlineData("account-data-kept: P30D", "account-data-kept: P1M", "months and years have no fixed number of days", null)]
    [InlineData("account-data-kept: P30D", "account-data-kept: P1Y", "months and years have no fixed number of days", null)]
    [InlineData("answer: P30D", "answer: thirty days", "this is no ISO 8601 duration", null)]
    [InlineData("answer: P30D", "answer: P0D", "must lie between 1 and 3650 days", null)]
    [InlineData("answer: P30D", "answer:", "\"answer\" has no value", null)]
    [InlineData("minimum-age: 16", "minimum-age: sixteen", "\"minimum-age\" is \"sixteen\"", null)]
    [InlineData("minimum-age: 16", "minimum-age: 16\n  maximum-age: 99", "the key \"maximum-age\" is unknown", "minimum-age: 16\n", 1)]
    [InlineData("  notice: P30D\n", "", "the key \"notice\" is missing", "account-data-kept")]
    [InlineData("review: 2027-01-01\n", "", "the key \"review\" is missing", "version:")]
    [InlineData("review: 2027-01-01", "review: 2027-01-01\nreview: 2027-01-01", "no valid YAML", "review: 2027-01-01\nreview", 1)]
    [InlineData("review: 2027-01-01", "review: 1 January 2027", "is no calendar day", null)]
    [InlineData("review: 2027-01-01", "review: 2025-12-31", "\"review\" is earlier than \"effective\"", null)]
    [InlineData("effective: 2026-01-01", "effective: 2025-11-30", "\"effective\" is earlier than \"published\"", null)]
    [InlineData("material: false", "material: maybe", "\"material\" is \"maybe\"", null)]
    [InlineData("version: 2026-01", "version: ../2026", "\"version\" is \"../2026\"", null)]
    [InlineData("---\nversion", "version", "does not begin with front matter", null)]
    // Links
    [InlineData("[contacting us](#contact-us)", "[contacting us](javascript:alert(1))", "the link to \"javascript:alert(1)\" is not allowed", null)]
    [InlineData("[contacting us](#contact-us)", "[contacting us](//elsewhere.example)", "is not allowed", null)]
    [InlineData("[contacting us](#contact-us)", "![us](/picture.png)", "is not allowed", null)]
    public void A_mistake_is_named_with_its_line(string right, string wrong, string problem, string? reportedAt, int below = 0)
    {
        using var trial = new PolicyTrial();
        var line = trial.Change(right, wrong);
        if (reportedAt is not null)
        {
            line = trial.Change(reportedAt, reportedAt) + below;
        }

        var refused = Refused(trial);

        Assert.StartsWith($"{trial.File}, line {line}: ", refused.Message, StringComparison.Ordinal);
        Assert.Contains(problem, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_last_clause_cannot_be_left_out()
    {
        using var trial = new PolicyTrial();
        var text = File.ReadAllText(trial.File);
        File.WriteAllText(trial.File, text[..text.IndexOf("## 13.", StringComparison.Ordinal)]);

        Assert.Contains("clause \"13. Contact Us\" is missing here", Refused(trial).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_clause_without_text_is_refused()
    {
        using var trial = new PolicyTrial();
        var text = File.ReadAllText(trial.File);
        File.WriteAllText(trial.File, text[..(text.IndexOf("## 13. Contact Us", StringComparison.Ordinal) + 17)]);

        Assert.Contains("clause 13 has no text", Refused(trial).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void There_is_no_fourteenth_clause()
    {
        using var trial = new PolicyTrial();
        File.AppendAllText(trial.File, "\n## 14. More\n\nText.\n");

        Assert.Contains("\"14. More\" stands after the last clause", Refused(trial).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_commitment_that_the_text_never_names_is_refused()
    {
        using var trial = new PolicyTrial();
        File.WriteAllText(trial.File, File.ReadAllText(trial.File).Replace("{{answer}}", "a month", StringComparison.Ordinal));

        Assert.Contains("the text never names the commitment \"answer\"", Refused(trial).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Html_in_the_text_is_shown_as_text()
    {
        using var trial = new PolicyTrial();
        trial.Change("For privacy-related inquiries", "<script>alert(1)</script>\n\n<b>For</b> privacy-related inquiries");

        var html = PolicyFolder.Read(trial.Folder)[0].Clauses[12].Html;

        Assert.DoesNotContain("<script>", html, StringComparison.Ordinal);
        Assert.DoesNotContain("<b>", html, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_that_is_missing_or_empty_is_named()
    {
        using var trial = new PolicyTrial();
        var missing = Path.Combine(trial.Folder, "nowhere");
        Assert.Contains("Policy:Folder", Assert.Throws<PolicyFileException>(() => PolicyFolder.Read(missing)).Message, StringComparison.Ordinal);

        File.Delete(trial.File);
        Assert.Contains("no policy version is here", Refused(trial).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2026-03-01", "2026-01-01", false, "is the same day as that of version 2026-01")]
    [InlineData("2025-11-01", "2026-03-01", false, "overlaps with version 2026-01")]
    [InlineData("2026-03-01", "2026-03-30", true, "comes too soon: version 2026-01 promises 30 days of notice")]
    public void A_second_version_must_fit_the_first(string published, string effective, bool material, string problem)
    {
        using var trial = new PolicyTrial();
        if (published == "2026-03-01" && effective == "2026-01-01")
        {
            published = "2025-12-02";
        }

        var second = trial.Add("2026-02", published, effective, material);

        var refused = Refused(trial);

        Assert.StartsWith($"{second}, line 4: \"effective\" ", refused.Message, StringComparison.Ordinal);
        Assert.Contains(problem, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Two_files_cannot_be_the_same_version()
    {
        using var trial = new PolicyTrial();
        File.Copy(trial.File, Path.Combine(trial.Folder, "copy.md"));

        Assert.Contains("\"version\" is \"2026-01\" in two files", Refused(trial).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2026-03-31", true)]
    [InlineData("2026-03-02", false)]
    public void A_material_version_needs_notice_and_another_does_not(string effective, bool material)
    {
        using var trial = new PolicyTrial();
        trial.Add("2026-02", "2026-03-01", effective, material);

        Assert.Equal(["2026-01", "2026-02"], PolicyFolder.Read(trial.Folder).Select(v => v.Version));
    }

    [Theory]
    [InlineData("updated: 2026-01-01", "updated: soon", "\"updated\" is \"soon\", which is no calendar day", null)]
    [InlineData("data: [account, billing]", "data: [account, secrets]", "names the unknown category \"secrets\"", null)]
    [InlineData("data: [account, billing]", "data: []", "\"data\" has no list", null)]
    [InlineData("    what-for: Payment processing, for billing\n", "", "the key \"what-for\" is missing", "name: Stripe")]
    [InlineData("  - name: Stripe", "  - name: Stripe\n    colour: green", "the key \"colour\" is unknown", "colour: green")]
    [InlineData("    country: configured by the operator", "    country:", "\"country\" has no value", null)]
    public void A_mistake_in_the_register_is_named_with_its_line(string right, string wrong, string problem, string? reportedAt)
    {
        using var trial = new PolicyTrial();
        var line = trial.Change(right, wrong, trial.Register);
        line = reportedAt is null ? line : trial.Change(reportedAt, reportedAt, trial.Register);

        var refused = Refused(trial);

        Assert.StartsWith($"{trial.Register}, line {line}: ", refused.Message, StringComparison.Ordinal);
        Assert.Contains(problem, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_folder_without_register_is_refused()
    {
        using var trial = new PolicyTrial();
        File.Delete(trial.Register);

        Assert.Contains(SubprocessorRegister.FileName, Refused(trial).Message, StringComparison.Ordinal);
    }

    private static PolicyFileException Refused(PolicyTrial trial) => Assert.Throws<PolicyFileException>(() =>
    {
        PolicyFolder.Read(trial.Folder);
        SubprocessorRegister.ReadFolder(trial.Folder);
    });
}
