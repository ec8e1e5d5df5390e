using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace IGSendMail.Migrations.SqlServer.Data
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
                    Id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Kind = table.Column<string>(type: "varchar(40)", unicode: false, maxLength: 40, nullable: false),
                    Subject = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    OwnerId = table.Column<Guid>(type: "uniqueidentifier", nullable: true),
                    Revision = table.Column<int>(type: "int", nullable: false),
                    At = table.Column<DateTime>(type: "datetime2", nullable: false),
                    Content = table.Column<byte[]>(type: "varbinary(max)", nullable: true),
                    CopiedAt = table.Column<DateTime>(type: "datetime2", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ToldNotes", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "ToldPosition",
                columns: table => new
                {
                    Id = table.Column<int>(type: "int", nullable: false),
                    Number = table.Column<long>(type: "bigint", nullable: false),
                    Mark = table.Column<Guid>(type: "uniqueidentifier", nullable: false)
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
