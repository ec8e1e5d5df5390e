using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace IGSendMail.Migrations.Sqlite.Data
{
    /// <inheritdoc />
    public partial class ToldJournal : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "ToldNotes",
                columns: table => new
                {
                    Id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    Kind = table.Column<string>(type: "TEXT", unicode: false, maxLength: 40, nullable: false),
                    Subject = table.Column<byte[]>(type: "BLOB", nullable: false),
                    OwnerId = table.Column<byte[]>(type: "BLOB", nullable: true),
                    Revision = table.Column<int>(type: "INTEGER", nullable: false),
                    At = table.Column<DateTime>(type: "TEXT", nullable: false),
                    Content = table.Column<byte[]>(type: "BLOB", nullable: true),
                    CopiedAt = table.Column<DateTime>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ToldNotes", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "ToldPosition",
                columns: table => new
                {
                    Id = table.Column<int>(type: "INTEGER", nullable: false),
                    Number = table.Column<long>(type: "INTEGER", nullable: false),
                    Mark = table.Column<byte[]>(type: "BLOB", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ToldPosition", x => x.Id);
                });

            migrationBuilder.CreateIndex(
                name: "IX_ToldNotes_CopiedAt",
                table: "ToldNotes",
                column: "CopiedAt");

            migrationBuilder.CreateIndex(
                name: "IX_ToldNotes_OwnerId",
                table: "ToldNotes",
                column: "OwnerId");

            migrationBuilder.CreateIndex(
                name: "IX_ToldNotes_Subject",
                table: "ToldNotes",
                column: "Subject");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "ToldNotes");

            migrationBuilder.DropTable(
                name: "ToldPosition");
        }
    }
}
