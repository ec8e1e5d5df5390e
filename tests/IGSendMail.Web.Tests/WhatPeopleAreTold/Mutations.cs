using System.Text.RegularExpressions;

namespace IGSendMail.Web.Tests.WhatPeopleAreTold;

/// <summary>One change of what the rows say happened.</summary>
/// <param name="What">In words.</param>
/// <param name="Sql">What is written.</param>
/// <param name="Receipt">What becomes of the receipt's file, if it is about that.</param>
internal sealed record Mutation(string What, string Sql, Func<string, string>? Receipt = null);

/// <summary>The changes that are tried, by what was asked for.</summary>
internal static class Mutations
{
    private const string First = """WHERE rowid = (SELECT min(rowid) FROM "RecipientNotices")""";

    public static IReadOnlyList<Mutation> OfADeletion { get; } =
    [
        new("a customer says they removed the person", Said("Removed")),
        new("a customer says they corrected the person", Said("Corrected")),
        new("a customer says they answered the person", Said("AnsweredThemselves")),
        new("a customer says they cannot", Said("Cannot")),
        new("a customer said so on another day", $"""UPDATE "RecipientNotices" SET "Said" = 'Removed', "SaidAt" = '2026-11-08 12:00:00' {First}"""),
        new("all customers say they removed the person", """UPDATE "RecipientNotices" SET "Said" = 'Removed', "SaidAt" = "At" """),
        new("an e-mail to a customer has not left", """
            INSERT INTO "OutboxMessages" ("Id", "Key", "Kind", "OwnerKind", "OwnerId", "Payload", "CreatedAt", "NotBefore", "Attempts")
            SELECT randomblob(16), 'request/' || lower(hex("RequestId")) || '/controller/' || lower(hex("CustomerId")), 'letter', 'Account', "CustomerId",
              x'00', "At", "At", 0 FROM "RecipientNotices" LIMIT 1
            """),
        new("a customer has not shown their mailbox", $"""UPDATE "RecipientNotices" SET "Held" = x'01' {First}"""),
        new("a customer was told on another day", $"""UPDATE "RecipientNotices" SET "At" = '2026-11-07 12:00:00' {First}"""),
        new("a customer was not told", $"""DELETE FROM "RecipientNotices" {First}"""),
        new("nobody was told", """DELETE FROM "RecipientNotices" """),
        new("more customers were told than fit a page", """
            WITH RECURSIVE numbers(number) AS (SELECT 1 UNION ALL SELECT number + 1 FROM numbers WHERE number < 60)
            INSERT INTO "RecipientNotices" ("RequestId", "CustomerId", "At")
            SELECT (SELECT "RequestId" FROM "RecipientNotices" LIMIT 1), randomblob(16), '2026-11-10 12:00:00' FROM numbers
            """),
        new("a customer has left", """DELETE FROM "Accounts" WHERE "Id" = (SELECT "CustomerId" FROM "RecipientNotices" LIMIT 1)"""),
        new("a place has not answered", """
            UPDATE "DataSubjectRequests" SET "State" = 'PartlyDone', "ClosedAt" = NULL;
            UPDATE "ErasureTasks" SET "Done" = 0 WHERE rowid = (SELECT min(rowid) FROM "ErasureTasks")
            """),
        new("it is still at work", """UPDATE "DataSubjectRequests" SET "State" = 'InProgress', "ClosedAt" = NULL"""),
        new("it was refused because of the law", """UPDATE "DataSubjectRequests" SET "State" = 'Refused', "Reason" = 'HeldByLaw'"""),
        new("it was closed by another deletion", """UPDATE "DataSubjectRequests" SET "State" = 'Refused', "Reason" = 'ErasedMeanwhile'"""),
        new("it was taken back", """UPDATE "DataSubjectRequests" SET "State" = 'Withdrawn', "Reason" = 'WithdrawnByRequester'"""),
        new("a row of the account is left", """UPDATE "DataSubjectRequests" SET "State" = 'InProgress', "ClosedAt" = NULL; DELETE FROM "ErasureReceipts" """),
        new("nothing had to go", "", r => Figure("deleted").Replace(Figure("emptied").Replace(r, "$1 0"), "$1 0")),
        new("nothing stays", "", r => Figure("kept").Replace(r, "$1 0")),
        new("more was deleted", "", r => Figure("deleted").Replace(r, "$1 1204", 1)),
        new("less is kept", "", r => Figure("kept", "[1-9]\\d*").Replace(r, "$1 0", 1)),
        new("there is no receipt", """DELETE FROM "ErasureReceipts" """),
        new("the receipt was issued on another day", """UPDATE "ErasureReceipts" SET "IssuedAt" = '2026-11-09 12:00:00'"""),
        new("a step of the history is missing", """DELETE FROM "RequestEvents" WHERE "Kind" = 'ErasureOrdered'"""),
        new("a step has another moment", """UPDATE "RequestEvents" SET "At" = '2026-11-10 17:17:00' WHERE "Kind" = 'ErasureOrdered'"""),
        new("it was answered later", """UPDATE "DataSubjectRequests" SET "ClosedAt" = '2026-11-21 12:00:00'"""),
        new("the deadline is another", """UPDATE "DataSubjectRequests" SET "AnswerDue" = '2026-12-05'"""),
        new("it was extended", """UPDATE "DataSubjectRequests" SET "ExtendedFrom" = "AnswerDue", "ExtensionReason" = 'Complex', "AnswerDue" = '2027-02-10'"""),
        new("it reached us earlier", """UPDATE "DataSubjectRequests" SET "ReceivedAt" = '2026-11-05 12:00:00'"""),
        new("it is a Californian's", """UPDATE "DataSubjectRequests" SET "Regime" = 'Ccpa', "Right" = 'CcpaDelete'"""),
        new("a hold keeps it", """
            UPDATE "DataSubjectRequests" SET "State" = 'InProgress', "ClosedAt" = NULL;
            INSERT INTO "LegalHolds" ("Id", "Category", "Reason", "CaseNumber", "PlacedBy", "PlacedAt", "ReviewOn", "Revision")
            SELECT randomblob(16), 'Account', 'Dispute', 'C-1', randomblob(16), "ReceivedAt", '2026-12-01', 0 FROM "DataSubjectRequests" LIMIT 1
            """),
    ];

    public static IReadOnlyList<Mutation> OfACopy { get; } =
    [
        new("the package is gone", """DELETE FROM "ExportPackages" """),
        new("the package has other records", """UPDATE "ExportPackages" SET "Records" = "Records" + 1"""),
        new("the package is older", """UPDATE "ExportPackages" SET "MadeAt" = '2026-11-03 12:00:00'"""),
        new("its time is over", """UPDATE "ExportPackages" SET "MadeAt" = '2026-10-03 12:00:00'"""),
        new("a place has not answered", """UPDATE "DataSubjectRequests" SET "State" = 'PartlyDone', "ClosedAt" = NULL"""),
        new("it waits for its person", """UPDATE "DataSubjectRequests" SET "State" = 'Received', "ClosedAt" = NULL; DELETE FROM "ExportPackages" """),
    ];

    public static IReadOnlyList<Mutation> OfACorrection { get; } =
    [
        new("nothing was corrected", """UPDATE "Corrections" SET "CorrectedAt" = NULL"""),
        new("nothing was corrected and nobody told", """UPDATE "Corrections" SET "CorrectedAt" = NULL; DELETE FROM "RecipientNotices" """),
        new("nobody was told", """DELETE FROM "RecipientNotices" """),
        new("it was corrected on another day", """UPDATE "Corrections" SET "CorrectedAt" = '2026-11-08 12:00:00'"""),
        new("it was refused", """UPDATE "DataSubjectRequests" SET "State" = 'Refused', "Reason" = 'HarmsOthers'; UPDATE "Corrections" SET "CorrectedAt" = NULL"""),
    ];

    private static Regex Figure(string name, string value = "\\d+") => new($"(\"{name}\":) {value}", RegexOptions.NonBacktracking);

    private static string Said(string what) => $"""UPDATE "RecipientNotices" SET "Said" = '{what}', "SaidAt" = "At" {First}""";
}
