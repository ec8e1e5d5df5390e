using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace IGSendMail.Migrations.SqlServer.Vault
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
                    AccountId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    AddressHash = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Number = table.Column<long>(type: "bigint", nullable: false),
                    At = table.Column<DateTime>(type: "datetime2", nullable: false),
                    IsLifted = table.Column<bool>(type: "bit", nullable: false),
                    Reason = table.Column<string>(type: "varchar(40)", unicode: false, maxLength: 40, nullable: false),
                    Source = table.Column<string>(type: "varchar(40)", unicode: false, maxLength: 40, nullable: false)
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
