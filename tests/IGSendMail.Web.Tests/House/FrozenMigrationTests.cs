using System.Security.Cryptography;
using System.Text;

namespace IGSendMail.Web.Tests.House;

/// <summary>Databases have run the first migrations: what they would do must not change any more (docs/operations.md).</summary>
public sealed class FrozenMigrationTests
{
    public static TheoryData<string, string> Frozen => new()
    {
        { "src/IGSendMail.Migrations.Sqlite/Migrations/Data/20261124184552_Initial.cs", "98170F3229849420444E715FBBA7AE781DC36A4F3CBBDABF433F6F10E6ED59CB" },
        { "src/IGSendMail.Migrations.Sqlite/Migrations/Vault/20261124184557_Initial.cs", "F478787447B2E9216E0ECFE918A03FC616412DEAAEE2F0EB7C9C0C6BAA267670" },
        { "src/IGSendMail.Migrations.SqlServer/Migrations/Data/20261124184626_Initial.cs", "361C0C89220552C554D6B511BEEC6A6E5D456C6D0D3014BA1A527575167E2E5D" },
        { "src/IGSendMail.Migrations.SqlServer/Migrations/Vault/20261124184634_Initial.cs", "328A4AFD926E7419DBC5F98BC328C179309115976811F4FAC540B7C9DC1891F6" },
    };

    [Theory, MemberData(nameof(Frozen))]
    public void The_first_migrations_stay_as_they_are(string file, string hash)
    {
        var text = Repository.Text(file).ReplaceLineEndings("\n");

        Assert.True(
            string.Equals(hash, Convert.ToHexString(SHA256.HashData(Encoding.UTF8.GetBytes(text))), StringComparison.Ordinal),
            $"{file} was changed. Put it back, and add a migration instead.");
    }
}
