using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace IGSendMail.Migrations.SqlServer.Vault
{
    /// <inheritdoc />
    public partial class ToldJournal : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "ToldGroups",
                columns: table => new
                {
                    Number = table.Column<long>(type: "bigint", nullable: false),
                    Mark = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    At = table.Column<DateTime>(type: "datetime2", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ToldGroups", x => x.Number);
                });

            migrationBuilder.CreateTable(
                name: "ToldJournal",
                columns: table => new
                {
                    Kind = table.Column<string>(type: "varchar(40)", unicode: false, maxLength: 40, nullable: false),
                    Subject = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Number = table.Column<long>(type: "bigint", nullable: false),
                    NoteId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    OwnerId = table.Column<Guid>(type: "uniqueidentifier", nullable: true),
                    Revision = table.Column<int>(type: "int", nullable: false),
                    At = table.Column<DateTime>(type: "datetime2", nullable: false),
                    Content = table.Column<byte[]>(type: "varbinary(max)", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ToldJournal", x => new { x.Kind, x.Subject });
                });

            migrationBuilder.CreateIndex(
                name: "IX_ToldGroups_At",
                table: "ToldGroups",
                column: "At");

            migrationBuilder.CreateIndex(
                name: "IX_ToldJournal_At",
                table: "ToldJournal",
                column: "At");

            migrationBuilder.CreateIndex(
                name: "IX_ToldJournal_Number",
                table: "ToldJournal",
                column: "Number");

            migrationBuilder.CreateIndex(
                name: "IX_ToldJournal_OwnerId",
                table: "ToldJournal",
                column: "OwnerId");

            migrationBuilder.CreateIndex(
                name: "IX_ToldJournal_Subject",
                table: "ToldJournal",
                column: "Subject");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "ToldGroups");

            migrationBuilder.DropTable(
                name: "ToldJournal");
        }
    }
}
