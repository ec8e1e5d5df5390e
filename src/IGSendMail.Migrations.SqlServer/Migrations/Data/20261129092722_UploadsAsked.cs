using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace IGSendMail.Migrations.SqlServer.Data
{
    /// <inheritdoc />
    public partial class UploadsAsked : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.AddColumn<Guid>(
                name: "ImportId",
                table: "Subscribers",
                type: "uniqueidentifier",
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "UnconfirmedSince",
                table: "Subscribers",
                type: "datetime2",
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "CountedAt",
                table: "SubscriberLists",
                type: "datetime2",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "CountedPeople",
                table: "SubscriberLists",
                type: "int",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "MergedIntoId",
                table: "SubscriberLists",
                type: "uniqueidentifier",
                nullable: true);

            migrationBuilder.AddColumn<DateTime>(
                name: "AgreedAt",
                table: "Imports",
                type: "datetime2",
                nullable: true);

            migrationBuilder.AddColumn<byte[]>(
                name: "Content",
                table: "Imports",
                type: "varbinary(max)",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "FirstPersonId",
                table: "Imports",
                type: "uniqueidentifier",
                nullable: true);

            migrationBuilder.AddColumn<Guid>(
                name: "LastPersonId",
                table: "Imports",
                type: "uniqueidentifier",
                nullable: true);

            migrationBuilder.AddColumn<int>(
                name: "LeftOut",
                table: "Imports",
                type: "int",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<int>(
                name: "OptedOut",
                table: "Imports",
                type: "int",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<int>(
                name: "Stayed",
                table: "Imports",
                type: "int",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<int>(
                name: "TakenBack",
                table: "Imports",
                type: "int",
                nullable: false,
                defaultValue: 0);

            migrationBuilder.AddColumn<DateTime>(
                name: "UndoUntil",
                table: "Imports",
                type: "datetime2",
                nullable: true);

            migrationBuilder.CreateTable(
                name: "ImportChanges",
                columns: table => new
                {
                    AccountId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    ImportId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    SubscriberId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Before = table.Column<byte[]>(type: "varbinary(max)", nullable: false),
                    UnconfirmedSince = table.Column<DateTime>(type: "datetime2", nullable: true),
                    RevisionAfter = table.Column<int>(type: "int", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ImportChanges", x => new { x.AccountId, x.ImportId, x.SubscriberId });
                });

            migrationBuilder.CreateTable(
                name: "Suppressions",
                columns: table => new
                {
                    AccountId = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    AddressHash = table.Column<Guid>(type: "uniqueidentifier", nullable: false),
                    Since = table.Column<DateTime>(type: "datetime2", nullable: false),
                    Reason = table.Column<string>(type: "varchar(40)", unicode: false, maxLength: 40, nullable: false),
                    Source = table.Column<string>(type: "varchar(40)", unicode: false, maxLength: 40, nullable: false),
                    RowHeldSince = table.Column<DateTime>(type: "datetime2", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Suppressions", x => new { x.AccountId, x.AddressHash });
                });

            migrationBuilder.CreateIndex(
                name: "UnconfirmedSubscribers",
                table: "Subscribers",
                columns: new[] { "AccountId", "ListId", "AddressHash" },
                filter: "\"UnconfirmedSince\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_SubscriberLists_AccountId_MergedIntoId",
                table: "SubscriberLists",
                columns: new[] { "AccountId", "MergedIntoId" },
                filter: "\"MergedIntoId\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Imports_AccountId_UndoUntil",
                table: "Imports",
                columns: new[] { "AccountId", "UndoUntil" },
                filter: "\"UndoUntil\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_ImportChanges_AccountId_SubscriberId",
                table: "ImportChanges",
                columns: new[] { "AccountId", "SubscriberId" });

            migrationBuilder.CreateIndex(
                name: "IX_Suppressions_AccountId_RowHeldSince",
                table: "Suppressions",
                columns: new[] { "AccountId", "RowHeldSince" },
                filter: "\"RowHeldSince\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Suppressions_AddressHash",
                table: "Suppressions",
                column: "AddressHash");
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "ImportChanges");

            migrationBuilder.DropTable(
                name: "Suppressions");

            migrationBuilder.DropIndex(
                name: "UnconfirmedSubscribers",
                table: "Subscribers");

            migrationBuilder.DropIndex(
                name: "IX_SubscriberLists_AccountId_MergedIntoId",
                table: "SubscriberLists");

            migrationBuilder.DropIndex(
                name: "IX_Imports_AccountId_UndoUntil",
                table: "Imports");

            migrationBuilder.DropColumn(
                name: "ImportId",
                table: "Subscribers");

            migrationBuilder.DropColumn(
                name: "UnconfirmedSince",
                table: "Subscribers");

            migrationBuilder.DropColumn(
                name: "CountedAt",
                table: "SubscriberLists");

            migrationBuilder.DropColumn(
                name: "CountedPeople",
                table: "SubscriberLists");

            migrationBuilder.DropColumn(
                name: "MergedIntoId",
                table: "SubscriberLists");

            migrationBuilder.DropColumn(
                name: "AgreedAt",
                table: "Imports");

            migrationBuilder.DropColumn(
                name: "Content",
                table: "Imports");

            migrationBuilder.DropColumn(
                name: "FirstPersonId",
                table: "Imports");

            migrationBuilder.DropColumn(
                name: "LastPersonId",
                table: "Imports");

            migrationBuilder.DropColumn(
                name: "LeftOut",
                table: "Imports");

            migrationBuilder.DropColumn(
                name: "OptedOut",
                table: "Imports");

            migrationBuilder.DropColumn(
                name: "Stayed",
                table: "Imports");

            migrationBuilder.DropColumn(
                name: "TakenBack",
                table: "Imports");

            migrationBuilder.DropColumn(
                name: "UndoUntil",
                table: "Imports");
        }
    }
}
