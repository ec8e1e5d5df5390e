using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace IGSendMail.Migrations.SqlServer.Data
{
    /// <summary>What cancelled accounts were promised moves into rows of its own, in one transaction; then its columns go.</summary>
    public partial class PromisedDeletions : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "PromisedDeletions",
                columns: table => new
                {
                    AccountId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Scope = table.Column<string>(type: "varchar(40)", unicode: false, maxLength: 40, nullable: false),
                    CancelledAt = table.Column<DateTime>(type: "datetime2", nullable: true),
                    DueAt = table.Column<DateTime>(type: "datetime2", nullable: false),
                    PromisedBy = table.Column<DateTime>(type: "datetime2", nullable: false),
                    Rows = table.Column<long>(type: "bigint", nullable: false),
                    Version = table.Column<string>(type: "varchar(40)", unicode: false, maxLength: 40, nullable: true),
                    ComparedWith = table.Column<string>(type: "varchar(40)", unicode: false, maxLength: 40, nullable: true),
                    AccountRevision = table.Column<int>(type: "int", nullable: false),
                    Revision = table.Column<int>(type: "int", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_PromisedDeletions", x => new { x.AccountId, x.Scope });
                });

            migrationBuilder.CreateIndex(
                name: "IX_PromisedDeletions_Scope_DueAt_AccountId",
                table: "PromisedDeletions",
                columns: new[] { "Scope", "DueAt", "AccountId" });

            // In statements of their own: a script of several migrations is parsed as a whole, and further down these columns are gone.
            migrationBuilder.Sql("""
                EXEC(N'INSERT INTO [PromisedDeletions] ([AccountId], [Scope], [CancelledAt], [DueAt], [PromisedBy], [Rows], [Version], [ComparedWith], [AccountRevision], [Revision])
                SELECT [Id], ''SubscriberData'', [CancelledAt], [UndoListsUntil], [SubscriberDataGoneBy], [ListRows], NULL, [TermsVersion], [Revision], 0
                FROM [Accounts] WHERE [UndoListsUntil] IS NOT NULL AND [SubscriberDataGoneBy] IS NOT NULL;');
                """);

            migrationBuilder.Sql("""
                EXEC(N'INSERT INTO [PromisedDeletions] ([AccountId], [Scope], [CancelledAt], [DueAt], [PromisedBy], [Rows], [Version], [ComparedWith], [AccountRevision], [Revision])
                SELECT [Id], ''Everything'', [CancelledAt], [AccountDataKeptUntil], DATEADD(day, 1, [AccountDataKeptUntil]), 0, NULL, [TermsVersion], [Revision], 0
                FROM [Accounts] WHERE [CancelledAt] IS NOT NULL AND [AccountDataKeptUntil] IS NOT NULL;');
                """);

            migrationBuilder.DropIndex(
                name: "IX_Accounts_AccountDataKeptUntil",
                table: "Accounts");

            migrationBuilder.DropIndex(
                name: "IX_Accounts_CancelledAt",
                table: "Accounts");

            migrationBuilder.DropIndex(
                name: "IX_Accounts_UndoListsUntil",
                table: "Accounts");

            migrationBuilder.DropColumn(
                name: "AccountDataKeptUntil",
                table: "Accounts");

            migrationBuilder.DropColumn(
                name: "CancelledAt",
                table: "Accounts");

            migrationBuilder.DropColumn(
                name: "ListRows",
                table: "Accounts");

            migrationBuilder.DropColumn(
                name: "SubscriberDataGoneBy",
                table: "Accounts");

            migrationBuilder.DropColumn(
                name: "TermsVersion",
                table: "Accounts");

            migrationBuilder.DropColumn(
                name: "UndoListsUntil",
                table: "Accounts");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder) =>
            throw new NotSupportedException("Migrations are never taken back. Restore the backup that was made before this one.");
    }
}
