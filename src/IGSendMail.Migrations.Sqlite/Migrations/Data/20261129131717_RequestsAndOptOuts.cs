using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace IGSendMail.Migrations.Sqlite.Data
{
    /// <inheritdoc />
    public partial class RequestsAndOptOuts : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<DateTime>(
                name: "AskedAt",
                table: "Suppressions",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<string>(
                name: "Said",
                table: "RecipientNotices",
                type: "TEXT",
                unicode: false,
                maxLength: 40,
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "SaidAt",
                table: "RecipientNotices",
                type: "TEXT",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "MailAgainAskings",
                columns: table => new
                {
                    AccountId = table.Column<byte[]>(type: "BLOB", nullable: false),
                    AddressHash = table.Column<byte[]>(type: "BLOB", nullable: false),
                    Id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    ListId = table.Column<byte[]>(type: "BLOB", nullable: false),
                    AskedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    TokenHash = table.Column<byte[]>(type: "BLOB", maxLength: 32, nullable: false),
                    Content = table.Column<byte[]>(type: "BLOB", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_MailAgainAskings", x => new { x.AccountId, x.AddressHash });
                });

            migrationBuilder.CreateTable(
                name: "PassedRequests",
                columns: table => new
                {
                    AccountId = table.Column<byte[]>(type: "BLOB", nullable: false),
                    RequestId = table.Column<byte[]>(type: "BLOB", nullable: false),
                    At = table.Column<DateTime>(type: "TEXT", nullable: false),
                    Content = table.Column<byte[]>(type: "BLOB", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_PassedRequests", x => new { x.AccountId, x.RequestId });
                });

            migrationBuilder.CreateTable(
                name: "SuppressionNotes",
                columns: table => new
                {
                    Id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    AccountId = table.Column<byte[]>(type: "BLOB", nullable: false),
                    AddressHash = table.Column<byte[]>(type: "BLOB", nullable: false),
                    At = table.Column<DateTime>(type: "TEXT", nullable: false),
                    IsLifted = table.Column<bool>(type: "INTEGER", nullable: false),
                    Reason = table.Column<string>(type: "TEXT", unicode: false, maxLength: 40, nullable: false),
                    Source = table.Column<string>(type: "TEXT", unicode: false, maxLength: 40, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_SuppressionNotes", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "SuppressionPosition",
                columns: table => new
                {
                    Id = table.Column<int>(type: "INTEGER", nullable: false),
                    Number = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_SuppressionPosition", x => x.Id);
                });

            migrationBuilder.CreateIndex(
                name: "IX_MailAgainAskings_AddressHash",
                table: "MailAgainAskings",
                column: "AddressHash");

            migrationBuilder.CreateIndex(
                name: "IX_MailAgainAskings_AskedAt",
                table: "MailAgainAskings",
                column: "AskedAt");

            migrationBuilder.CreateIndex(
                name: "IX_MailAgainAskings_TokenHash",
                table: "MailAgainAskings",
                column: "TokenHash",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_PassedRequests_At",
                table: "PassedRequests",
                column: "At");

            migrationBuilder.CreateIndex(
                name: "IX_PassedRequests_RequestId",
                table: "PassedRequests",
                column: "RequestId");

            migrationBuilder.CreateIndex(
                name: "IX_SuppressionNotes_AccountId",
                table: "SuppressionNotes",
                column: "AccountId");

            migrationBuilder.CreateIndex(
                name: "IX_SuppressionNotes_AddressHash",
                table: "SuppressionNotes",
                column: "AddressHash");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "MailAgainAskings");

            migrationBuilder.DropTable(
                name: "PassedRequests");

            migrationBuilder.DropTable(
                name: "SuppressionNotes");

            migrationBuilder.DropTable(
                name: "SuppressionPosition");

            migrationBuilder.DropColumn(
                name: "AskedAt",
                table: "Suppressions");

            migrationBuilder.DropColumn(
                name: "Said",
                table: "RecipientNotices");

            migrationBuilder.DropColumn(
                name: "SaidAt",
                table: "RecipientNotices");
        }
    }
}
