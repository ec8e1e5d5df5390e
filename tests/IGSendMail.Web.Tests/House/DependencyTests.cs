using System.Reflection;
using System.Xml.Linq;
using IGSendMail.Migrations.Sqlite;
using IGSendMail.Migrations.SqlServer;
using IGSendMail.Platform;
using IGSendMail.Privacy.Rooms;
using IGSendMail.Storage;
using IGSendMail.Storage.Sqlite;
using IGSendMail.Storage.SqlServer;

namespace IGSendMail.Web.Tests.House;

/// <summary>Dependencies run one way: Web → Platform → Privacy → Storage; engines see Storage alone (docs/architecture.md).</summary>
public sealed class DependencyTests
{
    private static readonly Dictionary<string, string[]> Projects = new(StringComparer.Ordinal)
    {
        ["IGSendMail.Storage"] = [],
        ["IGSendMail.Privacy"] = ["IGSendMail.Storage"],
        ["IGSendMail.Platform"] = ["IGSendMail.Privacy"],
        ["IGSendMail.Storage.Sqlite"] = ["IGSendMail.Storage"],
        ["IGSendMail.Storage.SqlServer"] = ["IGSendMail.Storage"],
        ["IGSendMail.Migrations.Sqlite"] = ["IGSendMail.Platform", "IGSendMail.Storage.Sqlite"],
        ["IGSendMail.Migrations.SqlServer"] = ["IGSendMail.Platform", "IGSendMail.Storage.SqlServer"],
        ["IGSendMail.Web"] =
        [
            "IGSendMail.Migrations.Sqlite", "IGSendMail.Migrations.SqlServer", "IGSendMail.Platform",
            "IGSendMail.Storage.Sqlite", "IGSendMail.Storage.SqlServer",
        ],
    };

    /// <summary>What an assembly may use of the others, directly.</summary>
    private static readonly Dictionary<Assembly, string[]> Allowed = new()
    {
        [typeof(StorageModel).Assembly] = [],
        [typeof(PrivacyRegistration).Assembly] = ["IGSendMail.Storage"],
        [typeof(PlatformRegistration).Assembly] = ["IGSendMail.Privacy", "IGSendMail.Storage"],
        [typeof(SqliteEngine).Assembly] = ["IGSendMail.Storage"],
        [typeof(SqlServerEngine).Assembly] = ["IGSendMail.Storage"],
        [SqliteMigrations.Assembly] =
            ["IGSendMail.Platform", "IGSendMail.Privacy", "IGSendMail.Storage", "IGSendMail.Storage.Sqlite"],
        [SqlServerMigrations.Assembly] =
            ["IGSendMail.Platform", "IGSendMail.Privacy", "IGSendMail.Storage", "IGSendMail.Storage.SqlServer"],
        [typeof(Program).Assembly] =
        [
            "IGSendMail.Migrations.Sqlite", "IGSendMail.Migrations.SqlServer", "IGSendMail.Platform", "IGSendMail.Privacy",
            "IGSendMail.Storage", "IGSendMail.Storage.Sqlite", "IGSendMail.Storage.SqlServer",
        ],
    };

    [Fact]
    public void Projects_refer_to_each_other_as_designed()
    {
        var found = Repository.Files("src", "*.csproj").ToDictionary(
            f => Path.GetFileNameWithoutExtension(f),
            f => XDocument.Parse(Repository.Text(f)).Descendants("ProjectReference")
                .Select(r => Path.GetFileNameWithoutExtension(r.Attribute("Include")!.Value.Replace('\\', '/')))
                .Order(StringComparer.Ordinal).ToArray(),
            StringComparer.Ordinal);

        Assert.Equal(Projects.Keys.Order(StringComparer.Ordinal), found.Keys.Order(StringComparer.Ordinal));
        Assert.All(found, project =>
            Assert.Equal(Projects[project.Key].Order(StringComparer.Ordinal), project.Value));
    }

    [Fact]
    public void Assemblies_use_each_other_in_one_direction() => Assert.All(Allowed, pair =>
        Assert.Empty(pair.Key.GetReferencedAssemblies().Select(a => a.Name!)
            .Where(n => n.StartsWith("IGSendMail", StringComparison.Ordinal)).Except(pair.Value, StringComparer.Ordinal)));

    [Fact]
    public void Rooms_know_neither_an_engine_nor_a_web_page()
    {
        foreach (var assembly in new[] { typeof(StorageModel).Assembly, typeof(PrivacyRegistration).Assembly, typeof(PlatformRegistration).Assembly })
        {
            var used = assembly.GetReferencedAssemblies().Select(a => a.Name!).ToList();

            Assert.DoesNotContain(used, n => n.Contains("Sqlite", StringComparison.OrdinalIgnoreCase));
            Assert.DoesNotContain(used, n => n.Contains("SqlServer", StringComparison.OrdinalIgnoreCase));
            Assert.DoesNotContain(used, n => n.Contains("SqlClient", StringComparison.OrdinalIgnoreCase));
            Assert.DoesNotContain(used, n => n.StartsWith("Microsoft.AspNetCore.Mvc", StringComparison.Ordinal));
        }
    }
}
