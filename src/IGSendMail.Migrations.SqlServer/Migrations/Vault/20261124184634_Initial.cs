using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace IGSendMail.Migrations.SqlServer.Vault
{
    /// <inheritdoc />
    public partial class Initial : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "AuditHeads",
                columns: table => new
                {
                    Number = table.Column<long>(type: "bigint", nullable: false),
                    Size = table.Column<long>(type: "bigint", nullable: false),
                    Root = table.Column<byte[]>(type: "varbinary(32)", maxLength: 32, nullable: false),
                    PreviousHash = table.Column<byte[]>(type: "varbinary(32)", maxLength: 32, nullable: false),
                    At = table.Column<DateTime>(type: "datetime2", nullable: false),
                    IsRestart = table.Column<bool>(type: "bit", nullable: false),
                    Signature = table.Column<byte[]>(type: "varbinary(64)", maxLength: 64, nullable: false),
                    Frontier = table.Column<byte[]>(type: "varbinary(2048)", maxLength: 2048, nullable: true),
                    CutAt = table.Column<DateTime>(type: "datetime2", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_AuditHeads", x => x.Number);
                });

            migrationBuilder.CreateTable(
                name: "ClockMarks",
                columns: table => new
                {
                    Id = table.Column<int>(type: "int", nullable: false),
                    At = table.Column<DateTime>(type: "datetime2", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ClockMarks", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "ErasureJournal",
                columns: table => new
                {
                    Number = table.Column<long>(type: "bigint", nullable: false),
                    RunId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Trigger = table.Column<string>(type: "varchar(120)", unicode: false, maxLength: 120, nullable: false),
                    Cause = table.Column<string>(type: "varchar(40)", unicode: false, maxLength: 40, nullable: false),
                    Scope = table.Column<string>(type: "varchar(40)", unicode: false, maxLength: 40, nullable: false),
                    AccountId = table.Column<Guid>(type: "uniqueidentifier", nullable: true),
                    RequestId = table.Column<Guid>(type: "uniqueidentifier", nullable: true),
                    Subject = table.Column<string>(type: "nvarchar(max)", nullable: false),
                    OrderedAt = table.Column<DateTime>(type: "datetime2", nullable: false),
                    BegunAt = table.Column<DateTime>(type: "datetime2", nullable: false),
                    VerifiedAt = table.Column<DateTime>(type: "datetime2", nullable: true),
                    ReceiptNumber = table.Column<string>(type: "varchar(20)", unicode: false, maxLength: 20, nullable: true),
                    ReceiptIssuedAt = table.Column<DateTime>(type: "datetime2", nullable: true),
                    ReceiptContent = table.Column<string>(type: "nvarchar(max)", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ErasureJournal", x => x.Number);
                });

            migrationBuilder.CreateTable(
                name: "VaultKeys",
                columns: table => new
                {
                    OwnerKind = table.Column<string>(type: "varchar(40)", unicode: false, maxLength: 40, nullable: false),
                    OwnerId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Version = table.Column<int>(type: "int", nullable: false),
                    KeyId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Wrapped = table.Column<byte[]>(type: "varbinary(max)", nullable: true),
                    MasterId = table.Column<Guid>(type: "uniqueidentifier", nullable: true),
                    Reserved = table.Column<long>(type: "bigint", nullable: false),
                    CreatedAt = table.Column<DateTime>(type: "datetime2", nullable: false),
                    RetiredAt = table.Column<DateTime>(type: "datetime2", nullable: true),
                    DestroyedAt = table.Column<DateTime>(type: "datetime2", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_VaultKeys", x => new { x.OwnerKind, x.OwnerId, x.Version });
                });

            migrationBuilder.CreateTable(
                name: "VaultRotations",
                columns: table => new
                {
                    Id = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    StartedAt = table.Column<DateTime>(type: "datetime2", nullable: false),
                    Before = table.Column<DateTime>(type: "datetime2", nullable: false),
                    OwnerKind = table.Column<string>(type: "varchar(40)", unicode: false, maxLength: 40, nullable: true),
                    OwnerId = table.Column<Guid>(type: "uniqueidentifier", nullable: true),
                    FinishedAt = table.Column<DateTime>(type: "datetime2", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_VaultRotations", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "VaultSecrets",
                columns: table => new
                {
                    Name = table.Column<string>(type: "nvarchar(60)", maxLength: 60, nullable: false),
                    Wrapped = table.Column<byte[]>(type: "varbinary(max)", nullable: true),
                    MasterId = table.Column<Guid>(type: "uniqueidentifier", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_VaultSecrets", x => x.Name);
                });

            migrationBuilder.CreateIndex(
                name: "IX_AuditHeads_At",
                table: "AuditHeads",
                column: "At");

            migrationBuilder.CreateIndex(
                name: "IX_ErasureJournal_AccountId",
                table: "ErasureJournal",
                column: "AccountId");

            migrationBuilder.CreateIndex(
                name: "IX_ErasureJournal_BegunAt",
                table: "ErasureJournal",
                column: "BegunAt");

            migrationBuilder.CreateIndex(
                name: "IX_ErasureJournal_RequestId",
                table: "ErasureJournal",
                column: "RequestId");

            migrationBuilder.CreateIndex(
                name: "IX_ErasureJournal_RunId",
                table: "ErasureJournal",
                column: "RunId",
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "AuditHeads");

            migrationBuilder.DropTable(
                name: "ClockMarks");

            migrationBuilder.DropTable(
                name: "ErasureJournal");

            migrationBuilder.DropTable(
                name: "VaultKeys");

            migrationBuilder.DropTable(
                name: "VaultRotations");

            migrationBuilder.DropTable(
                name: "VaultSecrets");
        }
    }
}
