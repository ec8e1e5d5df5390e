using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace IGSendMail.Migrations.Sqlite.Vault
{
    /// <inheritdoc />
    public partial class OptOutsJournaled : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "SuppressionJournal",
                columns: table => new
                {
                    AccountId = table.Column<byte[]>(type: "BLOB", nullable: false),
                    AddressHash = table.Column<byte[]>(type: "BLOB", nullable: false),
                    Number = table.Column<long>(type: "INTEGER", nullable: false),
                    At = table.Column<DateTime>(type: "TEXT", nullable: false),
                    IsLifted = table.Column<bool>(type: "INTEGER", nullable: false),
                    Reason = table.Column<string>(type: "TEXT", unicode: false, maxLength: 40, nullable: false),
                    Source = table.Column<string>(type: "TEXT", unicode: false, maxLength: 40, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_SuppressionJournal", x => new { x.AccountId, x.AddressHash });
                });

            migrationBuilder.CreateIndex(
                name: "IX_SuppressionJournal_AddressHash",
                table: "SuppressionJournal",
                column: "AddressHash");

            migrationBuilder.CreateIndex(
                name: "IX_SuppressionJournal_Number",
                table: "SuppressionJournal",
                column: "Number");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "SuppressionJournal");
        }
    }
}
