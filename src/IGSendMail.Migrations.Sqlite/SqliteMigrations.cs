using System.Reflection;
using IGSendMail.Storage.Sqlite;

namespace IGSendMail.Migrations.Sqlite;

/// <summary>
/// This application's migrations on SQLite, of the database and of the vault. They only add: a migration that has left
/// the house is never changed (docs/operations.md, "Changing the model").
/// </summary>
public static class SqliteMigrations
{
    /// <summary>What the engine is told: where the migrations are.</summary>
    public static Assembly Assembly => typeof(SqliteMigrations).Assembly;

    /// <summary>
    /// What SQLite's planner is to expect: of ten million people, 50,000 an account and 20,000 a list. Only the proportions
    /// matter: a person is found by list and hash, never by reading an account.
    /// </summary>
    public static IReadOnlyList<TableEstimate> Estimates { get; } =
    [
        new("Subscribers", "Subscribers", "10000000 50000 1"),
        new("Subscribers", "IX_Subscribers_AccountId_ListId_AddressHash", "10000000 50000 20000 1"),
        new("Subscribers", "UnconfirmedSubscribers", "100000 500 200 1"),
    ];
}
