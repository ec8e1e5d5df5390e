using IGSendMail.Privacy.Audit;
using Microsoft.SqlServer.TransactSql.ScriptDom;

namespace IGSendMail.Storage.Tests;

/// <summary>The scripts for SQL Server deny the site what the audit trail must not suffer.</summary>
public sealed class GrantsTests
{
    [Fact]
    public async Task The_site_may_neither_change_nor_delete_rows_of_an_append_only_table()
    {
        var denied = Denied("grants.sql");
        await using var storage = await TestStorage.SqliteAsync();
        await using var db = storage.Open();

        Assert.All(AuditProtection.Tables(db), table =>
        {
            Assert.Contains(($"dbo.{table.Name}", "UPDATE"), denied);
            Assert.Contains(($"dbo.{table.Name}", "DELETE"), denied);
        });
    }

    [Fact]
    public void The_site_may_neither_change_nor_delete_signed_heads()
    {
        var denied = Denied("grants-vault.sql");

        Assert.Contains(("dbo.AuditHeads", "UPDATE"), denied);
        Assert.Contains(("dbo.AuditHeads", "DELETE"), denied);
    }

    private static HashSet<(string Table, string Right)> Denied(string file)
    {
        var found = new Denials();
        Parse(File.ReadAllText(Path.Combine(Scripts(), file))).Accept(found);
        return found.All;
    }

    private static TSqlFragment Parse(string text)
    {
        using var reader = new StringReader(text);
        var script = new TSql160Parser(initialQuotedIdentifiers: true).Parse(reader, out var errors);
        Assert.Empty(errors.Select(e => $"line {e.Line}: {e.Message}"));
        return script;
    }

    private static string Scripts() => Path.Combine(AppContext.BaseDirectory, "operations");

    private sealed class Denials : TSqlFragmentVisitor
    {
        public HashSet<(string Table, string Right)> All { get; } = [];

        public override void Visit(DenyStatement node)
        {
            Assert.Equal("igsendmail_web", Assert.Single(node.Principals).Identifier.Value);
            var table = string.Join('.', node.SecurityTargetObject.ObjectName.MultiPartIdentifier.Identifiers.Select(i => i.Value));
            foreach (var permission in node.Permissions)
            {
                All.Add((table, string.Join(' ', permission.Identifiers.Select(i => i.Value)).ToUpperInvariant()));
            }
        }
    }
}
