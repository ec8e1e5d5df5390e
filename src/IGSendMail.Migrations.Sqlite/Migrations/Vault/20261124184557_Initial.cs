using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace IGSendMail.Migrations.Sqlite.Vault
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
                    Number = table.Column<long>(type: "INTEGER", nullable: false),
                    Size = table.Column<long>(type: "INTEGER", nullable: false),
                    Root = table.Column<byte[]>(type: "BLOB", maxLength: 32, nullable: false),
                    PreviousHash = table.Column<byte[]>(type: "BLOB", maxLength: 32, nullable: false),
                    At = table.Column<DateTime>(type: "TEXT", nullable: false),
                    IsRestart = table.Column<bool>(type: "INTEGER", nullable: false),
                    Signature = table.Column<byte[]>(type: "BLOB", maxLength: 64, nullable: false),
                    Frontier = table.Column<byte[]>(type: "BLOB", maxLength: 2048, nullable: true),
                    CutAt = table.Column<DateTime>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_AuditHeads", x => x.Number);
                });

            migrationBuilder.CreateTable(
                name: "ClockMarks",
                columns: table => new
                {
                    Id = table.Column<int>(type: "INTEGER", nullable: false),
                    At = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ClockMarks", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "ErasureJournal",
                columns: table => new
                {
                    Number = table.Column<long>(type: "INTEGER", nullable: false),
                    RunId = table.Column<byte[]>(type: "BLOB", nullable: false),
                    Trigger = table.Column<string>(type: "TEXT", unicode: false, maxLength: 120, nullable: false),
                    Cause = table.Column<string>(type: "TEXT", unicode: false, maxLength: 40, nullable: false),
                    Scope = table.Column<string>(type: "TEXT", unicode: false, maxLength: 40, nullable: false),
                    AccountId = table.Column<byte[]>(type: "BLOB", nullable: true),
                    RequestId = table.Column<byte[]>(type: "BLOB", nullable: true),
                    Subject = table.Column<string>(type: "TEXT", nullable: false),
                    OrderedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    BegunAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    VerifiedAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    ReceiptNumber = table.Column<string>(type: "TEXT", unicode: false, maxLength: 20, nullable: true),
                    ReceiptIssuedAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    ReceiptContent = table.Column<string>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ErasureJournal", x => x.Number);
                });

            migrationBuilder.CreateTable(
                name: "VaultKeys",
                columns: table => new
                {
                    OwnerKind = table.Column<string>(type: "TEXT", unicode: false, maxLength: 40, nullable: false),
                    OwnerId = table.Column<byte[]>(type: "BLOB", nullable: false),
                    Version = table.Column<int>(type: "INTEGER", nullable: false),
                    KeyId = table.Column<byte[]>(type: "BLOB", nullable: false),
                    Wrapped = table.Column<byte[]>(type: "BLOB", nullable: true),
                    MasterId = table.Column<byte[]>(type: "BLOB", nullable: true),
                    Reserved = table.Column<long>(type: "INTEGER", nullable: false),
                    CreatedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    RetiredAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    DestroyedAt = table.Column<DateTime>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_VaultKeys", x => new { x.OwnerKind, x.OwnerId, x.Version });
                });

            migrationBuilder.CreateTable(
                name: "VaultRotations",
                columns: table => new
                {
                    Id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    StartedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    Before = table.Column<DateTime>(type: "TEXT", nullable: false),
                    OwnerKind = table.Column<string>(type: "TEXT", unicode: false, maxLength: 40, nullable: true),
                    OwnerId = table.Column<byte[]>(type: "BLOB", nullable: true),
                    FinishedAt = table.Column<DateTime>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_VaultRotations", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "VaultSecrets",
                columns: table => new
                {
                    Name = table.Column<string>(type: "TEXT", maxLength: 60, nullable: false),
                    Wrapped = table.Column<byte[]>(type: "BLOB", nullable: true),
                    MasterId = table.Column<byte[]>(type: "BLOB", nullable: true)
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
