using System.Reflection;

namespace IGSendMail.Migrations.SqlServer;

/// <summary>
/// This application's migrations on SQL Server, of the database and of the vault. They only add: a migration that has left
/// the house is never changed (docs/operations.md, "Changing the model").
/// </summary>
public static class SqlServerMigrations
{
    /// <summary>What the engine is told: where the migrations are.</summary>
    public static Assembly Assembly => typeof(SqlServerMigrations).Assembly;
}
