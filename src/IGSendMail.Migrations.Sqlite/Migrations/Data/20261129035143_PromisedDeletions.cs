using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace IGSendMail.Migrations.Sqlite.Data
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
                    AccountId = table.Column<byte[]>(type: "BLOB", nullable: false),
                    Scope = table.Column<string>(type: "TEXT", unicode: false, maxLength: 40, nullable: false),
                    CancelledAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    DueAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    PromisedBy = table.Column<DateTime>(type: "TEXT", nullable: false),
                    Rows = table.Column<long>(type: "INTEGER", nullable: false),
                    Version = table.Column<string>(type: "TEXT", unicode: false, maxLength: 40, nullable: true),
                    ComparedWith = table.Column<string>(type: "TEXT", unicode: false, maxLength: 40, nullable: true),
                    AccountRevision = table.Column<int>(type: "INTEGER", nullable: false),
                    Revision = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_PromisedDeletions", x => new { x.AccountId, x.Scope });
                });

            migrationBuilder.CreateIndex(
                name: "IX_PromisedDeletions_Scope_DueAt_AccountId",
                table: "PromisedDeletions",
                columns: new[] { "Scope", "DueAt", "AccountId" });

            migrationBuilder.Sql("""
                INSERT INTO "PromisedDeletions" ("AccountId", "Scope", "CancelledAt", "DueAt", "PromisedBy", "Rows", "Version", "ComparedWith", "AccountRevision", "Revision")
                SELECT "Id", 'SubscriberData', "CancelledAt", "UndoListsUntil", "SubscriberDataGoneBy", "ListRows", NULL, "TermsVersion", "Revision", 0
                FROM "Accounts" WHERE "UndoListsUntil" IS NOT NULL AND "SubscriberDataGoneBy" IS NOT NULL;
                """);

            // The day that the deletion of the account may take, added to the seconds: what stands behind them stays to the last digit.
            migrationBuilder.Sql("""
                INSERT INTO "PromisedDeletions" ("AccountId", "Scope", "CancelledAt", "DueAt", "PromisedBy", "Rows", "Version", "ComparedWith", "AccountRevision", "Revision")
                SELECT "Id", 'Everything', "CancelledAt", "AccountDataKeptUntil",
                    strftime('%Y-%m-%d %H:%M:%S', substr("AccountDataKeptUntil", 1, 19), '+1 day') || substr("AccountDataKeptUntil", 20),
                    0, NULL, "TermsVersion", "Revision", 0
                FROM "Accounts" WHERE "CancelledAt" IS NOT NULL AND "AccountDataKeptUntil" IS NOT NULL;
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

            // The engine's own statement, in this transaction. A rebuilt table, as the tool would have it, is three transactions: killed
            // between them, an upgrade could not be started again.
            migrationBuilder.Sql("""ALTER TABLE "Accounts" DROP COLUMN "AccountDataKeptUntil";""");
            migrationBuilder.Sql("""ALTER TABLE "Accounts" DROP COLUMN "CancelledAt";""");
            migrationBuilder.Sql("""ALTER TABLE "Accounts" DROP COLUMN "ListRows";""");
            migrationBuilder.Sql("""ALTER TABLE "Accounts" DROP COLUMN "SubscriberDataGoneBy";""");
            migrationBuilder.Sql("""ALTER TABLE "Accounts" DROP COLUMN "TermsVersion";""");
            migrationBuilder.Sql("""ALTER TABLE "Accounts" DROP COLUMN "UndoListsUntil";""");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder) =>
            throw new NotSupportedException("Migrations are never taken back. Restore the backup that was made before this one.");
    }
}
