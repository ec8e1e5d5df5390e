using System.Reflection;

namespace IGSendMail.Migrations.Sqlite;

/// <summary>
/// This application's migrations on SQLite, of the database and of the vault. They only add: a migration that has left
/// the house is never changed (docs/operations.md, "Changing the model").
/// </summary>
public static class SqliteMigrations
{
    /// <summary>What the engine is told: where the migrations are.</summary>
    public static Assembly Assembly => typeof(SqliteMigrations).Assembly;
}
