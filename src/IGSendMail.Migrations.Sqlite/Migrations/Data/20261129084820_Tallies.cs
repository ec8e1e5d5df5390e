using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace IGSendMail.Migrations.Sqlite.Data
{
    /// <inheritdoc />
    public partial class Tallies : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<DateTime>(
                name: "ToldOfGuessesAt",
                table: "Users",
                type: "TEXT",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "Tallies",
                columns: table => new
                {
                    Id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    AccountId = table.Column<byte[]>(type: "BLOB", nullable: true),
                    UserId = table.Column<byte[]>(type: "BLOB", nullable: true),
                    AddressHash = table.Column<byte[]>(type: "BLOB", nullable: true),
                    Count = table.Column<int>(type: "INTEGER", nullable: false),
                    Until = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Tallies", x => x.Id);
                });

            migrationBuilder.CreateIndex(
                name: "IX_Tallies_AccountId",
                table: "Tallies",
                column: "AccountId");

            migrationBuilder.CreateIndex(
                name: "IX_Tallies_AddressHash",
                table: "Tallies",
                column: "AddressHash");

            migrationBuilder.CreateIndex(
                name: "IX_Tallies_Until",
                table: "Tallies",
                column: "Until");

            migrationBuilder.CreateIndex(
                name: "IX_Tallies_UserId",
                table: "Tallies",
                column: "UserId");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "Tallies");

            migrationBuilder.DropColumn(
                name: "ToldOfGuessesAt",
                table: "Users");
        }
    }
}
