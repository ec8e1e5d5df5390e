using System;
using Microsoft.EntityFrameworkCore.Migrations;

#nullable disable

namespace IGSendMail.Migrations.Sqlite.Data
{
    /// <inheritdoc />
    public partial class Initial : Migration
    {
        /// <inheritdoc />
        protected override void Up(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.CreateTable(
                name: "Accounts",
                columns: table => new
                {
                    Id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    CreatedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    Content = table.Column<byte[]>(type: "BLOB", nullable: false),
                    AcceptedPolicyVersion = table.Column<string>(type: "TEXT", unicode: false, maxLength: 40, nullable: false),
                    AcceptedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    CancelledAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    UndoListsUntil = table.Column<DateTime>(type: "TEXT", nullable: true),
                    SubscriberDataGoneBy = table.Column<DateTime>(type: "TEXT", nullable: true),
                    AccountDataKeptUntil = table.Column<DateTime>(type: "TEXT", nullable: true),
                    ListRows = table.Column<long>(type: "INTEGER", nullable: false),
                    TermsVersion = table.Column<string>(type: "TEXT", unicode: false, maxLength: 40, nullable: true),
                    ClosedAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    Revision = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Accounts", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "AuditCuts",
                columns: table => new
                {
                    Size = table.Column<long>(type: "INTEGER", nullable: false),
                    HeadNumber = table.Column<long>(type: "INTEGER", nullable: false),
                    At = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_AuditCuts", x => x.Size);
                });

            migrationBuilder.CreateTable(
                name: "AuditEntries",
                columns: table => new
                {
                    At = table.Column<DateTime>(type: "TEXT", nullable: false),
                    Id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    Act = table.Column<string>(type: "TEXT", unicode: false, maxLength: 40, nullable: false),
                    Role = table.Column<string>(type: "TEXT", unicode: false, maxLength: 40, nullable: false),
                    Actor = table.Column<byte[]>(type: "BLOB", nullable: true),
                    Subject = table.Column<byte[]>(type: "BLOB", nullable: true),
                    Outcome = table.Column<string>(type: "TEXT", unicode: false, maxLength: 40, nullable: false),
                    Facts = table.Column<string>(type: "TEXT", unicode: false, maxLength: 400, nullable: false),
                    Commitment = table.Column<byte[]>(type: "BLOB", maxLength: 32, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_AuditEntries", x => new { x.At, x.Id });
                });

            migrationBuilder.CreateTable(
                name: "AuditLeaves",
                columns: table => new
                {
                    Sequence = table.Column<long>(type: "INTEGER", nullable: false),
                    EntryAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    EntryId = table.Column<byte[]>(type: "BLOB", nullable: false),
                    Hash = table.Column<byte[]>(type: "BLOB", maxLength: 32, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_AuditLeaves", x => x.Sequence);
                });

            migrationBuilder.CreateTable(
                name: "AuditPersons",
                columns: table => new
                {
                    OwnerId = table.Column<byte[]>(type: "BLOB", nullable: false),
                    EntryId = table.Column<byte[]>(type: "BLOB", nullable: false),
                    OwnerKind = table.Column<string>(type: "TEXT", unicode: false, maxLength: 40, nullable: false),
                    At = table.Column<DateTime>(type: "TEXT", nullable: false),
                    Salt = table.Column<byte[]>(type: "BLOB", maxLength: 32, nullable: false),
                    Content = table.Column<byte[]>(type: "BLOB", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_AuditPersons", x => new { x.OwnerId, x.EntryId });
                });

            migrationBuilder.CreateTable(
                name: "AuditTree",
                columns: table => new
                {
                    Id = table.Column<int>(type: "INTEGER", nullable: false),
                    Number = table.Column<long>(type: "INTEGER", nullable: false),
                    Size = table.Column<long>(type: "INTEGER", nullable: false),
                    Root = table.Column<byte[]>(type: "BLOB", maxLength: 32, nullable: false),
                    PreviousHash = table.Column<byte[]>(type: "BLOB", maxLength: 32, nullable: false),
                    At = table.Column<DateTime>(type: "TEXT", nullable: false),
                    IsRestart = table.Column<bool>(type: "INTEGER", nullable: false),
                    Frontier = table.Column<byte[]>(type: "BLOB", maxLength: 2048, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_AuditTree", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "AuditWaiting",
                columns: table => new
                {
                    At = table.Column<DateTime>(type: "TEXT", nullable: false),
                    EntryId = table.Column<byte[]>(type: "BLOB", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_AuditWaiting", x => new { x.At, x.EntryId });
                });

            migrationBuilder.CreateTable(
                name: "CategoryEditions",
                columns: table => new
                {
                    Category = table.Column<string>(type: "TEXT", unicode: false, maxLength: 40, nullable: false),
                    Fingerprint = table.Column<long>(type: "INTEGER", nullable: false),
                    Text = table.Column<string>(type: "TEXT", nullable: false),
                    FirstServedAt = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_CategoryEditions", x => new { x.Category, x.Fingerprint });
                });

            migrationBuilder.CreateTable(
                name: "CommitMarkers",
                columns: table => new
                {
                    Id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    At = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_CommitMarkers", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "ConsentRecords",
                columns: table => new
                {
                    Id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    ChainId = table.Column<byte[]>(type: "BLOB", nullable: false),
                    At = table.Column<DateTime>(type: "TEXT", nullable: false),
                    RecordedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    ValidUntil = table.Column<DateTime>(type: "TEXT", nullable: false),
                    VisitorId = table.Column<byte[]>(type: "BLOB", nullable: true),
                    AccountId = table.Column<byte[]>(type: "BLOB", nullable: true),
                    Kind = table.Column<string>(type: "TEXT", unicode: false, maxLength: 40, nullable: false),
                    Analytics = table.Column<bool>(type: "INTEGER", nullable: false),
                    Preference = table.Column<bool>(type: "INTEGER", nullable: false),
                    Signal = table.Column<bool>(type: "INTEGER", nullable: false),
                    TextHash = table.Column<string>(type: "TEXT", unicode: false, maxLength: 64, nullable: true),
                    PolicyVersion = table.Column<string>(type: "TEXT", unicode: false, maxLength: 40, nullable: false),
                    ReceiptHash = table.Column<string>(type: "TEXT", unicode: false, maxLength: 64, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ConsentRecords", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "ConsentTexts",
                columns: table => new
                {
                    Hash = table.Column<string>(type: "TEXT", unicode: false, maxLength: 64, nullable: false),
                    Locale = table.Column<string>(type: "TEXT", unicode: false, maxLength: 20, nullable: false),
                    InterfaceVersion = table.Column<string>(type: "TEXT", unicode: false, maxLength: 40, nullable: false),
                    Content = table.Column<string>(type: "TEXT", nullable: false),
                    FirstShownAt = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ConsentTexts", x => x.Hash);
                });

            migrationBuilder.CreateTable(
                name: "CookieReports",
                columns: table => new
                {
                    Day = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    Name = table.Column<string>(type: "TEXT", unicode: false, maxLength: 64, nullable: false),
                    Problem = table.Column<string>(type: "TEXT", unicode: false, maxLength: 40, nullable: false),
                    Page = table.Column<string>(type: "TEXT", unicode: false, maxLength: 200, nullable: false),
                    Count = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_CookieReports", x => new { x.Day, x.Name, x.Problem, x.Page });
                });

            migrationBuilder.CreateTable(
                name: "Corrections",
                columns: table => new
                {
                    RequestId = table.Column<byte[]>(type: "BLOB", nullable: false),
                    Field = table.Column<string>(type: "TEXT", unicode: false, maxLength: 40, nullable: false),
                    Content = table.Column<byte[]>(type: "BLOB", nullable: false),
                    AskedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    CorrectedAt = table.Column<DateTime>(type: "TEXT", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Corrections", x => x.RequestId);
                });

            migrationBuilder.CreateTable(
                name: "DataSubjectRequests",
                columns: table => new
                {
                    Id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    Reference = table.Column<string>(type: "TEXT", unicode: false, maxLength: 12, nullable: false),
                    Right = table.Column<string>(type: "TEXT", unicode: false, maxLength: 40, nullable: false),
                    Regime = table.Column<string>(type: "TEXT", unicode: false, maxLength: 40, nullable: false),
                    State = table.Column<string>(type: "TEXT", unicode: false, maxLength: 40, nullable: false),
                    Reason = table.Column<string>(type: "TEXT", unicode: false, maxLength: 40, nullable: true),
                    ReceivedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    AnswerDue = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    ExtendedFrom = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    ExtensionReason = table.Column<string>(type: "TEXT", unicode: false, maxLength: 40, nullable: true),
                    Scope = table.Column<string>(type: "TEXT", unicode: false, maxLength: 40, nullable: true),
                    Since = table.Column<DateOnly>(type: "TEXT", nullable: true),
                    EarlierId = table.Column<byte[]>(type: "BLOB", nullable: true),
                    AlarmsSent = table.Column<int>(type: "INTEGER", nullable: false),
                    ClosedAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    AccountId = table.Column<byte[]>(type: "BLOB", nullable: true),
                    UserId = table.Column<byte[]>(type: "BLOB", nullable: true),
                    AddressHash = table.Column<byte[]>(type: "BLOB", nullable: true),
                    Contact = table.Column<byte[]>(type: "BLOB", nullable: true),
                    TokenHash = table.Column<byte[]>(type: "BLOB", maxLength: 32, nullable: true),
                    TokenExpiresAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    TokenAttempts = table.Column<int>(type: "INTEGER", nullable: false),
                    CodeHash = table.Column<byte[]>(type: "BLOB", maxLength: 32, nullable: true),
                    CodeExpiresAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    CodeAttempts = table.Column<int>(type: "INTEGER", nullable: false),
                    Revision = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_DataSubjectRequests", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "ErasureReceipts",
                columns: table => new
                {
                    Id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    Number = table.Column<string>(type: "TEXT", unicode: false, maxLength: 20, nullable: false),
                    RunId = table.Column<byte[]>(type: "BLOB", nullable: false),
                    AccountId = table.Column<byte[]>(type: "BLOB", nullable: true),
                    RequestId = table.Column<byte[]>(type: "BLOB", nullable: true),
                    IssuedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    Content = table.Column<string>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ErasureReceipts", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "ErasureRuns",
                columns: table => new
                {
                    Id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    Trigger = table.Column<string>(type: "TEXT", unicode: false, maxLength: 120, nullable: false),
                    Cause = table.Column<string>(type: "TEXT", unicode: false, maxLength: 40, nullable: false),
                    Scope = table.Column<string>(type: "TEXT", unicode: false, maxLength: 40, nullable: false),
                    AccountId = table.Column<byte[]>(type: "BLOB", nullable: true),
                    RequestId = table.Column<byte[]>(type: "BLOB", nullable: true),
                    ReplayOf = table.Column<long>(type: "INTEGER", nullable: true),
                    DueAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    PromisedBy = table.Column<DateTime>(type: "TEXT", nullable: true),
                    State = table.Column<string>(type: "TEXT", unicode: false, maxLength: 40, nullable: false),
                    OrderedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    FinishedAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    Target = table.Column<byte[]>(type: "BLOB", nullable: true),
                    PlannedAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    Fingerprint = table.Column<string>(type: "TEXT", unicode: false, maxLength: 64, nullable: true),
                    Drifts = table.Column<int>(type: "INTEGER", nullable: false),
                    HaltedAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    Revision = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ErasureRuns", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "ErasureTasks",
                columns: table => new
                {
                    RunId = table.Column<byte[]>(type: "BLOB", nullable: false),
                    StoreKey = table.Column<string>(type: "TEXT", unicode: false, maxLength: 60, nullable: false),
                    IsCounted = table.Column<bool>(type: "INTEGER", nullable: false),
                    PlannedRows = table.Column<long>(type: "INTEGER", nullable: false),
                    PlannedEmptied = table.Column<long>(type: "INTEGER", nullable: false),
                    PlannedKept = table.Column<long>(type: "INTEGER", nullable: false),
                    Removed = table.Column<long>(type: "INTEGER", nullable: false),
                    Changed = table.Column<long>(type: "INTEGER", nullable: false),
                    Done = table.Column<bool>(type: "INTEGER", nullable: false),
                    Round = table.Column<int>(type: "INTEGER", nullable: false),
                    SaidDone = table.Column<bool>(type: "INTEGER", nullable: false),
                    Cursor = table.Column<string>(type: "TEXT", unicode: false, maxLength: 200, nullable: true),
                    Attempts = table.Column<int>(type: "INTEGER", nullable: false),
                    NotBefore = table.Column<DateTime>(type: "TEXT", nullable: true),
                    DeadAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    LastFailure = table.Column<string>(type: "TEXT", unicode: false, maxLength: 100, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ErasureTasks", x => new { x.RunId, x.StoreKey });
                });

            migrationBuilder.CreateTable(
                name: "ExportPackages",
                columns: table => new
                {
                    RequestId = table.Column<byte[]>(type: "BLOB", nullable: false),
                    AccountId = table.Column<byte[]>(type: "BLOB", nullable: true),
                    FileName = table.Column<string>(type: "TEXT", unicode: false, maxLength: 100, nullable: false),
                    Bytes = table.Column<long>(type: "INTEGER", nullable: false),
                    Sha256 = table.Column<string>(type: "TEXT", unicode: false, maxLength: 64, nullable: false),
                    Records = table.Column<long>(type: "INTEGER", nullable: false),
                    MadeAt = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ExportPackages", x => x.RequestId);
                });

            migrationBuilder.CreateTable(
                name: "FolderMark",
                columns: table => new
                {
                    Id = table.Column<int>(type: "INTEGER", nullable: false),
                    Mark = table.Column<byte[]>(type: "BLOB", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_FolderMark", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "ImportProblems",
                columns: table => new
                {
                    AccountId = table.Column<byte[]>(type: "BLOB", nullable: false),
                    ImportId = table.Column<byte[]>(type: "BLOB", nullable: false),
                    Line = table.Column<int>(type: "INTEGER", nullable: false),
                    Reason = table.Column<string>(type: "TEXT", maxLength: 400, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_ImportProblems", x => new { x.AccountId, x.ImportId, x.Line });
                });

            migrationBuilder.CreateTable(
                name: "Imports",
                columns: table => new
                {
                    AccountId = table.Column<byte[]>(type: "BLOB", nullable: false),
                    Id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    ListId = table.Column<byte[]>(type: "BLOB", nullable: false),
                    State = table.Column<string>(type: "TEXT", unicode: false, maxLength: 40, nullable: false),
                    File = table.Column<string>(type: "TEXT", unicode: false, maxLength: 120, nullable: false),
                    Size = table.Column<long>(type: "INTEGER", nullable: false),
                    CreatedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    FinishedAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    Rows = table.Column<int>(type: "INTEGER", nullable: false),
                    Added = table.Column<int>(type: "INTEGER", nullable: false),
                    Updated = table.Column<int>(type: "INTEGER", nullable: false),
                    Unchanged = table.Column<int>(type: "INTEGER", nullable: false),
                    Bad = table.Column<int>(type: "INTEGER", nullable: false),
                    Position = table.Column<long>(type: "INTEGER", nullable: false),
                    Line = table.Column<int>(type: "INTEGER", nullable: false),
                    Failure = table.Column<string>(type: "TEXT", maxLength: 400, nullable: true),
                    Revision = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Imports", x => new { x.AccountId, x.Id });
                });

            migrationBuilder.CreateTable(
                name: "JournalPosition",
                columns: table => new
                {
                    Id = table.Column<int>(type: "INTEGER", nullable: false),
                    Number = table.Column<long>(type: "INTEGER", nullable: false),
                    Revision = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_JournalPosition", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "Leases",
                columns: table => new
                {
                    Name = table.Column<string>(type: "TEXT", unicode: false, maxLength: 60, nullable: false),
                    FencingToken = table.Column<long>(type: "INTEGER", nullable: false),
                    ExpiresAt = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Leases", x => x.Name);
                });

            migrationBuilder.CreateTable(
                name: "LegalHolds",
                columns: table => new
                {
                    Id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    AccountId = table.Column<byte[]>(type: "BLOB", nullable: true),
                    AddressHash = table.Column<byte[]>(type: "BLOB", nullable: true),
                    Category = table.Column<string>(type: "TEXT", unicode: false, maxLength: 40, nullable: true),
                    Reason = table.Column<string>(type: "TEXT", unicode: false, maxLength: 40, nullable: false),
                    CaseNumber = table.Column<string>(type: "TEXT", unicode: false, maxLength: 60, nullable: false),
                    PlacedBy = table.Column<byte[]>(type: "BLOB", nullable: false),
                    PlacedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    ReviewOn = table.Column<DateOnly>(type: "TEXT", nullable: false),
                    LiftedBy = table.Column<byte[]>(type: "BLOB", nullable: true),
                    LiftedAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    Revision = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_LegalHolds", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "OutboxMessages",
                columns: table => new
                {
                    Id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    Key = table.Column<string>(type: "TEXT", unicode: false, maxLength: 200, nullable: false),
                    Kind = table.Column<string>(type: "TEXT", unicode: false, maxLength: 40, nullable: false),
                    OwnerKind = table.Column<string>(type: "TEXT", unicode: false, maxLength: 40, nullable: false),
                    OwnerId = table.Column<byte[]>(type: "BLOB", nullable: false),
                    Payload = table.Column<byte[]>(type: "BLOB", nullable: false),
                    CreatedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    NotBefore = table.Column<DateTime>(type: "TEXT", nullable: false),
                    Attempts = table.Column<int>(type: "INTEGER", nullable: false),
                    DeadAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    LastFailure = table.Column<string>(type: "TEXT", unicode: false, maxLength: 200, nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_OutboxMessages", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "PageViews",
                columns: table => new
                {
                    Id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    At = table.Column<DateTime>(type: "TEXT", nullable: false),
                    VisitorId = table.Column<byte[]>(type: "BLOB", nullable: true),
                    AccountId = table.Column<byte[]>(type: "BLOB", nullable: true),
                    Page = table.Column<string>(type: "TEXT", unicode: false, maxLength: 200, nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_PageViews", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "PolicyLoads",
                columns: table => new
                {
                    Version = table.Column<string>(type: "TEXT", unicode: false, maxLength: 20, nullable: false),
                    FirstLoadedAt = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_PolicyLoads", x => x.Version);
                });

            migrationBuilder.CreateTable(
                name: "PurgeMeasures",
                columns: table => new
                {
                    Id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    At = table.Column<DateTime>(type: "TEXT", nullable: false),
                    Rows = table.Column<long>(type: "INTEGER", nullable: false),
                    Milliseconds = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_PurgeMeasures", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "RecipientNotices",
                columns: table => new
                {
                    RequestId = table.Column<byte[]>(type: "BLOB", nullable: false),
                    CustomerId = table.Column<byte[]>(type: "BLOB", nullable: false),
                    At = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_RecipientNotices", x => new { x.RequestId, x.CustomerId });
                });

            migrationBuilder.CreateTable(
                name: "RequestEvents",
                columns: table => new
                {
                    RequestId = table.Column<byte[]>(type: "BLOB", nullable: false),
                    Id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    At = table.Column<DateTime>(type: "TEXT", nullable: false),
                    Kind = table.Column<string>(type: "TEXT", unicode: false, maxLength: 40, nullable: false),
                    Figure = table.Column<long>(type: "INTEGER", nullable: true)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_RequestEvents", x => new { x.RequestId, x.Id });
                });

            migrationBuilder.CreateTable(
                name: "RetentionRunLines",
                columns: table => new
                {
                    RunId = table.Column<byte[]>(type: "BLOB", nullable: false),
                    Place = table.Column<string>(type: "TEXT", unicode: false, maxLength: 60, nullable: false),
                    Expired = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_RetentionRunLines", x => new { x.RunId, x.Place });
                });

            migrationBuilder.CreateTable(
                name: "RetentionRuns",
                columns: table => new
                {
                    Id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    StartedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    AsOf = table.Column<DateTime>(type: "TEXT", nullable: false),
                    FinishedAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    SubscriberErasures = table.Column<int>(type: "INTEGER", nullable: false),
                    AccountErasures = table.Column<int>(type: "INTEGER", nullable: false),
                    Expired = table.Column<long>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_RetentionRuns", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "SettledMessages",
                columns: table => new
                {
                    Id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    Kind = table.Column<string>(type: "TEXT", unicode: false, maxLength: 40, nullable: false),
                    Outcome = table.Column<string>(type: "TEXT", unicode: false, maxLength: 40, nullable: false),
                    Reason = table.Column<string>(type: "TEXT", unicode: false, maxLength: 40, nullable: true),
                    At = table.Column<DateTime>(type: "TEXT", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_SettledMessages", x => x.Id);
                });

            migrationBuilder.CreateTable(
                name: "SubscriberLists",
                columns: table => new
                {
                    AccountId = table.Column<byte[]>(type: "BLOB", nullable: false),
                    Id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    Content = table.Column<byte[]>(type: "BLOB", nullable: false),
                    CreatedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    DeletedAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    Revision = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_SubscriberLists", x => new { x.AccountId, x.Id });
                });

            migrationBuilder.CreateTable(
                name: "Subscribers",
                columns: table => new
                {
                    AccountId = table.Column<byte[]>(type: "BLOB", nullable: false),
                    Id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    ListId = table.Column<byte[]>(type: "BLOB", nullable: false),
                    AddressHash = table.Column<byte[]>(type: "BLOB", nullable: false),
                    Content = table.Column<byte[]>(type: "BLOB", nullable: false),
                    AddedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    Revision = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Subscribers", x => new { x.AccountId, x.Id });
                });

            migrationBuilder.CreateTable(
                name: "Users",
                columns: table => new
                {
                    Id = table.Column<byte[]>(type: "BLOB", nullable: false),
                    AccountId = table.Column<byte[]>(type: "BLOB", nullable: true),
                    AddressHash = table.Column<byte[]>(type: "BLOB", nullable: false),
                    Content = table.Column<byte[]>(type: "BLOB", nullable: false),
                    PasswordHash = table.Column<string>(type: "TEXT", unicode: false, maxLength: 200, nullable: true),
                    SecurityStamp = table.Column<string>(type: "TEXT", unicode: false, maxLength: 64, nullable: false),
                    AccessFailedCount = table.Column<int>(type: "INTEGER", nullable: false),
                    LockoutEnd = table.Column<DateTime>(type: "TEXT", nullable: true),
                    ToldOfRegistrationAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    OptedOutAt = table.Column<DateTime>(type: "TEXT", nullable: true),
                    CreatedAt = table.Column<DateTime>(type: "TEXT", nullable: false),
                    Revision = table.Column<int>(type: "INTEGER", nullable: false)
                },
                constraints: table =>
                {
                    table.PrimaryKey("PK_Users", x => x.Id);
                });

            migrationBuilder.CreateIndex(
                name: "IX_Accounts_AccountDataKeptUntil",
                table: "Accounts",
                column: "AccountDataKeptUntil");

            migrationBuilder.CreateIndex(
                name: "IX_Accounts_CancelledAt",
                table: "Accounts",
                column: "CancelledAt");

            migrationBuilder.CreateIndex(
                name: "IX_Accounts_UndoListsUntil",
                table: "Accounts",
                column: "UndoListsUntil");

            migrationBuilder.CreateIndex(
                name: "IX_AuditEntries_Act_At_Id",
                table: "AuditEntries",
                columns: new[] { "Act", "At", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_AuditEntries_Subject",
                table: "AuditEntries",
                column: "Subject");

            migrationBuilder.CreateIndex(
                name: "IX_AuditLeaves_EntryAt_EntryId",
                table: "AuditLeaves",
                columns: new[] { "EntryAt", "EntryId" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_AuditPersons_At",
                table: "AuditPersons",
                column: "At");

            migrationBuilder.CreateIndex(
                name: "IX_CommitMarkers_At",
                table: "CommitMarkers",
                column: "At");

            migrationBuilder.CreateIndex(
                name: "IX_ConsentRecords_AccountId",
                table: "ConsentRecords",
                column: "AccountId");

            migrationBuilder.CreateIndex(
                name: "IX_ConsentRecords_At",
                table: "ConsentRecords",
                column: "At");

            migrationBuilder.CreateIndex(
                name: "IX_ConsentRecords_ChainId",
                table: "ConsentRecords",
                column: "ChainId");

            migrationBuilder.CreateIndex(
                name: "IX_ConsentRecords_Kind_RecordedAt",
                table: "ConsentRecords",
                columns: new[] { "Kind", "RecordedAt" });

            migrationBuilder.CreateIndex(
                name: "IX_ConsentRecords_ReceiptHash",
                table: "ConsentRecords",
                column: "ReceiptHash");

            migrationBuilder.CreateIndex(
                name: "IX_ConsentRecords_ValidUntil",
                table: "ConsentRecords",
                column: "ValidUntil");

            migrationBuilder.CreateIndex(
                name: "IX_ConsentRecords_VisitorId",
                table: "ConsentRecords",
                column: "VisitorId");

            migrationBuilder.CreateIndex(
                name: "IX_Corrections_AskedAt",
                table: "Corrections",
                column: "AskedAt");

            migrationBuilder.CreateIndex(
                name: "IX_DataSubjectRequests_AccountId",
                table: "DataSubjectRequests",
                column: "AccountId");

            migrationBuilder.CreateIndex(
                name: "IX_DataSubjectRequests_AddressHash",
                table: "DataSubjectRequests",
                column: "AddressHash");

            migrationBuilder.CreateIndex(
                name: "IX_DataSubjectRequests_ClosedAt_AnswerDue_Id",
                table: "DataSubjectRequests",
                columns: new[] { "ClosedAt", "AnswerDue", "Id" });

            migrationBuilder.CreateIndex(
                name: "IX_DataSubjectRequests_ReceivedAt",
                table: "DataSubjectRequests",
                column: "ReceivedAt");

            migrationBuilder.CreateIndex(
                name: "IX_DataSubjectRequests_Reference",
                table: "DataSubjectRequests",
                column: "Reference",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_DataSubjectRequests_UserId",
                table: "DataSubjectRequests",
                column: "UserId");

            migrationBuilder.CreateIndex(
                name: "IX_ErasureReceipts_AccountId",
                table: "ErasureReceipts",
                column: "AccountId");

            migrationBuilder.CreateIndex(
                name: "IX_ErasureReceipts_IssuedAt",
                table: "ErasureReceipts",
                column: "IssuedAt");

            migrationBuilder.CreateIndex(
                name: "IX_ErasureReceipts_Number",
                table: "ErasureReceipts",
                column: "Number",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_ErasureReceipts_RequestId",
                table: "ErasureReceipts",
                column: "RequestId");

            migrationBuilder.CreateIndex(
                name: "IX_ErasureReceipts_RunId",
                table: "ErasureReceipts",
                column: "RunId",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_ErasureRuns_AccountId",
                table: "ErasureRuns",
                column: "AccountId");

            migrationBuilder.CreateIndex(
                name: "IX_ErasureRuns_FinishedAt",
                table: "ErasureRuns",
                column: "FinishedAt");

            migrationBuilder.CreateIndex(
                name: "IX_ErasureRuns_RequestId",
                table: "ErasureRuns",
                column: "RequestId");

            migrationBuilder.CreateIndex(
                name: "IX_ErasureRuns_State",
                table: "ErasureRuns",
                column: "State");

            migrationBuilder.CreateIndex(
                name: "IX_ErasureRuns_Trigger",
                table: "ErasureRuns",
                column: "Trigger",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_ExportPackages_AccountId",
                table: "ExportPackages",
                column: "AccountId");

            migrationBuilder.CreateIndex(
                name: "IX_ExportPackages_MadeAt",
                table: "ExportPackages",
                column: "MadeAt");

            migrationBuilder.CreateIndex(
                name: "IX_Imports_AccountId",
                table: "Imports",
                column: "AccountId",
                filter: "\"FinishedAt\" IS NULL");

            migrationBuilder.CreateIndex(
                name: "IX_LegalHolds_AccountId_LiftedAt",
                table: "LegalHolds",
                columns: new[] { "AccountId", "LiftedAt" });

            migrationBuilder.CreateIndex(
                name: "IX_LegalHolds_AddressHash",
                table: "LegalHolds",
                column: "AddressHash");

            migrationBuilder.CreateIndex(
                name: "IX_LegalHolds_LiftedAt_ReviewOn",
                table: "LegalHolds",
                columns: new[] { "LiftedAt", "ReviewOn" });

            migrationBuilder.CreateIndex(
                name: "IX_OutboxMessages_DeadAt_NotBefore",
                table: "OutboxMessages",
                columns: new[] { "DeadAt", "NotBefore" });

            migrationBuilder.CreateIndex(
                name: "IX_OutboxMessages_Key",
                table: "OutboxMessages",
                column: "Key",
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_OutboxMessages_OwnerId",
                table: "OutboxMessages",
                column: "OwnerId");

            migrationBuilder.CreateIndex(
                name: "IX_PageViews_AccountId",
                table: "PageViews",
                column: "AccountId");

            migrationBuilder.CreateIndex(
                name: "IX_PageViews_At",
                table: "PageViews",
                column: "At");

            migrationBuilder.CreateIndex(
                name: "IX_PageViews_VisitorId",
                table: "PageViews",
                column: "VisitorId");

            migrationBuilder.CreateIndex(
                name: "IX_PurgeMeasures_At",
                table: "PurgeMeasures",
                column: "At");

            migrationBuilder.CreateIndex(
                name: "IX_RecipientNotices_At",
                table: "RecipientNotices",
                column: "At");

            migrationBuilder.CreateIndex(
                name: "IX_RequestEvents_At",
                table: "RequestEvents",
                column: "At");

            migrationBuilder.CreateIndex(
                name: "IX_RetentionRuns_StartedAt",
                table: "RetentionRuns",
                column: "StartedAt");

            migrationBuilder.CreateIndex(
                name: "IX_SettledMessages_At",
                table: "SettledMessages",
                column: "At");

            migrationBuilder.CreateIndex(
                name: "IX_SubscriberLists_AccountId",
                table: "SubscriberLists",
                column: "AccountId",
                filter: "\"DeletedAt\" IS NOT NULL");

            migrationBuilder.CreateIndex(
                name: "IX_Subscribers_AccountId_ListId_AddressHash",
                table: "Subscribers",
                columns: new[] { "AccountId", "ListId", "AddressHash" },
                unique: true);

            migrationBuilder.CreateIndex(
                name: "IX_Users_AccountId",
                table: "Users",
                column: "AccountId");

            migrationBuilder.CreateIndex(
                name: "IX_Users_AddressHash",
                table: "Users",
                column: "AddressHash",
                unique: true);
        }

        /// <inheritdoc />
        protected override void Down(MigrationBuilder migrationBuilder)
        {
            migrationBuilder.DropTable(
                name: "Accounts");

            migrationBuilder.DropTable(
                name: "AuditCuts");

            migrationBuilder.DropTable(
                name: "AuditEntries");

            migrationBuilder.DropTable(
                name: "AuditLeaves");

            migrationBuilder.DropTable(
                name: "AuditPersons");

            migrationBuilder.DropTable(
                name: "AuditTree");

            migrationBuilder.DropTable(
                name: "AuditWaiting");

            migrationBuilder.DropTable(
                name: "CategoryEditions");

            migrationBuilder.DropTable(
                name: "CommitMarkers");

            migrationBuilder.DropTable(
                name: "ConsentRecords");

            migrationBuilder.DropTable(
                name: "ConsentTexts");

            migrationBuilder.DropTable(
                name: "CookieReports");

            migrationBuilder.DropTable(
                name: "Corrections");

            migrationBuilder.DropTable(
                name: "DataSubjectRequests");

            migrationBuilder.DropTable(
                name: "ErasureReceipts");

            migrationBuilder.DropTable(
                name: "ErasureRuns");

            migrationBuilder.DropTable(
                name: "ErasureTasks");

            migrationBuilder.DropTable(
                name: "ExportPackages");

            migrationBuilder.DropTable(
                name: "FolderMark");

            migrationBuilder.DropTable(
                name: "ImportProblems");

            migrationBuilder.DropTable(
                name: "Imports");

            migrationBuilder.DropTable(
                name: "JournalPosition");

            migrationBuilder.DropTable(
                name: "Leases");

            migrationBuilder.DropTable(
                name: "LegalHolds");

            migrationBuilder.DropTable(
                name: "OutboxMessages");

            migrationBuilder.DropTable(
                name: "PageViews");

            migrationBuilder.DropTable(
                name: "PolicyLoads");

            migrationBuilder.DropTable(
                name: "PurgeMeasures");

            migrationBuilder.DropTable(
                name: "RecipientNotices");

            migrationBuilder.DropTable(
                name: "RequestEvents");

            migrationBuilder.DropTable(
                name: "RetentionRunLines");

            migrationBuilder.DropTable(
                name: "RetentionRuns");

            migrationBuilder.DropTable(
                name: "SettledMessages");

            migrationBuilder.DropTable(
                name: "SubscriberLists");

            migrationBuilder.DropTable(
                name: "Subscribers");

            migrationBuilder.DropTable(
                name: "Users");
        }
    }
}
