using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace IGSendMail.Migrations.SqlServer.Data
{
    /// <inheritdoc />
    public partial class WaysBackIn : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<DateTime>(
                name: "StoppableUntil",
                table: "Corrections",
                type: "datetime2",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "PasswordAsks",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    AddressHash = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Locale = table.Column<string>(type: "varchar(10)", unicode: false, maxLength: 10, nullable: false),
                    AskedAt = table.Column<DateTime>(type: "datetime2", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_PasswordAsks", x => x.Id);
                });

            migrationBuilder.CreateIndex(
                name: "IX_PasswordAsks_AddressHash",
                table: "PasswordAsks",
                column: "AddressHash");

            migrationBuilder.CreateIndex(
                name: "IX_PasswordAsks_AskedAt",
                table: "PasswordAsks",
                column: "AskedAt");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "PasswordAsks");

            migrationBuilder.DropColumn(
                name: "StoppableUntil",
                table: "Corrections");
        }
    }
}
