using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace IGSendMail.Migrations.SqlServer.Data
{
    /// <inheritdoc />
    public partial class SecondFactors : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "SecondFactors",
                columns: table => new
                {
                    UserId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    AccountId = table.Column<Guid>(type: "uniqueidentifier", nullable: true),
                    Content = table.Column<byte[]>(type: "varbinary(max)", nullable: false),
                    SetUpAt = table.Column<DateTime>(type: "datetime2", nullable: false),
                    LastStep = table.Column<long>(type: "bigint", nullable: false),
                    WrongCodes = table.Column<int>(type: "int", nullable: false),
                    ToldOfGuessesAt = table.Column<DateTime>(type: "datetime2", nullable: true),
                    PausedUntil = table.Column<DateTime>(type: "datetime2", nullable: true),
                    Revision = table.Column<int>(type: "int", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_SecondFactors", x => x.UserId);
                });

            migrationBuilder.CreateIndex(
                name: "IX_SecondFactors_AccountId",
                table: "SecondFactors",
                column: "AccountId");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "SecondFactors");
        }
    }
}
