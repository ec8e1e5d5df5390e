using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace IGSendMail.Migrations.Sqlite.Data
{
    /// <inheritdoc />
    public partial class AddressProofs : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            // What an account asked is found by the account alone: nobody had shown that the mailbox of its address was theirs.
            migrationBuilder.Sql("UPDATE DataSubjectRequests SET AddressHash = NULL WHERE AccountId IS NOT NULL");

            migrationBuilder.AddColumn<DateTime>(
                name: "AddressConfirmedAt",
                table: "Users",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "UnconfirmedSince",
                table: "Users",
                type: "TEXT",
                nullable: true);

            migrationBuilder.AddColumn<byte[]>(
                name: "Held",
                table: "RecipientNotices",
                type: "BLOB",
                nullable: true);

            migrationBuilder.AddColumn<byte[]>(
                name: "OrderKey",
                table: "DataSubjectRequests",
                type: "BLOB",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "UserLinks",
                columns: table => new
                {
                    Id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    UserId = table.Column<byte[]>(type: "BLOB", nullable: false),
                    AccountId = table.Column<byte[]>(type: "BLOB", nullable: true),
                    Purpose = table.Column<string>(type: "TEXT", unicode: false, maxLength: 40, nullable: false),
                    Hash = table.Column<byte[]>(type: "BLOB", maxLength: 32, nullable: false),
                    MadeAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    ExpiresAt = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_UserLinks", x => x.Id);
                });

            migrationBuilder.CreateIndex(
                name: "IX_Users_UnconfirmedSince",
                table: "Users",
                column: "UnconfirmedSince");

            migrationBuilder.CreateIndex(
                name: "IX_RecipientNotices_CustomerId",
                table: "RecipientNotices",
                column: "CustomerId");

            migrationBuilder.CreateIndex(
                name: "IX_DataSubjectRequests_OrderKey",
                table: "DataSubjectRequests",
                column: "OrderKey",
                unique: true,
                filter: "\"OrderKey\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_UserLinks_AccountId",
                table: "UserLinks",
                column: "AccountId");

            migrationBuilder.CreateIndex(
                name: "IX_UserLinks_ExpiresAt",
                table: "UserLinks",
                column: "ExpiresAt");

            migrationBuilder.CreateIndex(
                name: "IX_UserLinks_Hash",
                table: "UserLinks",
                column: "Hash",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_UserLinks_UserId",
                table: "UserLinks",
                column: "UserId");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "UserLinks");

            migrationBuilder.DropIndex(
                name: "IX_Users_UnconfirmedSince",
                table: "Users");

            migrationBuilder.DropIndex(
                name: "IX_RecipientNotices_CustomerId",
                table: "RecipientNotices");

            migrationBuilder.DropIndex(
                name: "IX_DataSubjectRequests_OrderKey",
                table: "DataSubjectRequests");

            migrationBuilder.DropColumn(
                name: "AddressConfirmedAt",
                table: "Users");

            migrationBuilder.DropColumn(
                name: "UnconfirmedSince",
                table: "Users");

            migrationBuilder.DropColumn(
                name: "Held",
                table: "RecipientNotices");

            migrationBuilder.DropColumn(
                name: "OrderKey",
                table: "DataSubjectRequests");
        }
    }
}
