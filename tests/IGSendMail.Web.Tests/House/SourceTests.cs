using System.Text.RegularExpressions;

namespace IGSendMail.Web.Tests.House;

/// <summary>Rules about the sources that no compiler knows.</summary>
public sealed partial class SourceTests
{
    private static readonly string[] ForbiddenFolders =
        ["Services", "Helpers", "Managers", "Utils", "Utilities", "Common", "Repositories", "Interfaces", "Misc"];

    private static List<string> Sources => [.. Repository.Files("src", "*.cs"), .. Repository.Files("tests", "*.cs")];

    private static List<string> Views => Repository.Files("src", "*.cshtml");

    [Fact]
    public void No_file_has_more_than_300_lines() => Assert.Empty(
        Sources.Concat(Views).Select(f => (f, Repository.Lines(f).Length)).Where(f => f.Length > 300));

    [Fact]
    public void No_controller_has_more_than_120_lines() => Assert.Empty(
        Sources.Where(f => f.EndsWith("Controller.cs", StringComparison.Ordinal))
            .Select(f => (f, Repository.Lines(f).Length)).Where(f => f.Length > 120));

    [Fact]
    public void A_folder_is_a_feature() => Assert.Empty(
        Sources.Concat(Views).Where(f => f.Split('/').SkipLast(1).Any(ForbiddenFolders.Contains)));

    [Fact]
    public void Views_hold_no_raw_HTML_no_bags_and_nothing_that_the_content_policy_forbids()
    {
        Assert.NotEmpty(Views);

        Assert.Empty(Views.SelectMany(view => Forbidden().Matches(Repository.Text(view)).Select(m => $"{view}: {m.Value.Trim()}")));
    }

    [Fact]
    public void Only_Storage_and_the_engines_open_transactions_save_or_write_SQL() => Assert.Empty(
        Repository.Files("src", "*.cs")
            .Where(f => !f.StartsWith("src/IGSendMail.Storage", StringComparison.Ordinal))
            .SelectMany(f => OwnWrites().Matches(Repository.Text(f)).Select(m => $"{f}: {m.Value}")));

    [Fact]
    public void Parameters_of_database_commands_are_never_logged_and_certificates_never_waved_through() => Assert.Empty(
        Repository.Files("src", "*.cs")
            .Where(f => Careless().IsMatch(Repository.Text(f))));

    [Fact]
    public void Every_migration_is_in_a_project_of_migrations() => Assert.Empty(
        Directory.EnumerateDirectories(Path.Combine(Repository.Root, "src"), "Migrations", SearchOption.AllDirectories)
            .Select(f => Path.GetRelativePath(Repository.Root, f).Replace('\\', '/'))
            .Where(f => !f.StartsWith("src/IGSendMail.Migrations.", StringComparison.Ordinal)));

    [GeneratedRegex("""Html\.Raw|ViewBag|<style\b|\sstyle\s*=\s*["']|<script\b(?![^>]*\ssrc=)|\son[a-z]+\s*=\s*["']|javascript:""", RegexOptions.IgnoreCase, 10_000)]
    private static partial Regex Forbidden();

    [GeneratedRegex("""BeginTransaction(Async)?\(|FromSql\w*\(|ExecuteSql\w*\(|SqlQuery\w*\(""", RegexOptions.None, 10_000)]
    private static partial Regex OwnWrites();

    [GeneratedRegex("""EnableSensitiveDataLogging|ServerCertificateValidationCallback|ServerCertificateCustomValidationCallback|DangerousAcceptAny|\bTrustServerCertificate\s*=\s*(true|yes)""", RegexOptions.None, 10_000)]
    private static partial Regex Careless();
}
