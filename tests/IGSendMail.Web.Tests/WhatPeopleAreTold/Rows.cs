using System.Data.Common;
using System.Globalization;
using System.Text.Json.Nodes;
using IGSendMail.Platform.Audience;
using IGSendMail.Storage;
using IGSendMail.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace IGSendMail.Web.Tests.WhatPeopleAreTold;

/// <summary>
/// What the database says of one person, read in SQL and put together here: nothing of what the site itself computes for its pages is used,
/// but that sealed values are opened.
/// </summary>
internal sealed record Rows(
    IReadOnlyList<RequestRow> Requests, IReadOnlySet<string> Lists, bool HasAccount, bool HasOwnLists)
{
    /// <summary>What the person and others typed in, which pages and e-mails repeat.</summary>
    public IReadOnlySet<string> Words { get; init; } = new HashSet<string>();

    /// <summary>Companies whose lists hold the address now.</summary>
    public static async Task<Rows> ReadAsync(TestSite site, string address, IReadOnlyDictionary<string, string> companies)
    {
        // Whoever is no customer of the test is the person.
        bool IsTheirs(Func<string, string?> row) => row("account") is { Length: > 0 } account && !companies.ContainsKey(account);

        var holders = await site.InScopeAsync(async services =>
        {
            var found = new HashSet<string>(StringComparer.Ordinal);
            var sealer = services.GetRequiredService<Sealer>();
            foreach (var person in await services.GetRequiredService<IGSendMailContext>().Set<Subscriber>().AsNoTracking().ToListAsync())
            {
                if ((await sealer.OpenAsync<SubscriberContent>(person, person.Content, default)).Address == address
                    && companies.TryGetValue(person.AccountId.ToString("N"), out var company))
                {
                    found.Add(company);
                }
            }

            return found;
        });
        return await site.InDatabaseAsync(async db =>
        {
            var requests = await QueryAsync(
                db, """
                SELECT lower(hex("Id")) AS id, "Reference", "Right", "Regime", "State", "Reason", "ReceivedAt", "AnswerDue", "ExtendedFrom", "ClosedAt",
                  lower(hex("AccountId")) AS account, "UserId" IS NOT NULL AS signed, (SELECT "CorrectedAt" FROM "Corrections" c WHERE c."RequestId" = r."Id") AS corrected,
                  (SELECT count(*) FROM "ErasureTasks" t JOIN "ErasureRuns" e ON e."Id" = t."RunId" WHERE e."RequestId" = r."Id" AND NOT t."Done") AS open,
                  (SELECT "Content" FROM "ErasureReceipts" p WHERE p."RequestId" = r."Id") AS receipt,
                  (SELECT "Number" FROM "ErasureReceipts" p WHERE p."RequestId" = r."Id") AS number,
                  (SELECT "IssuedAt" FROM "ErasureReceipts" p WHERE p."RequestId" = r."Id") AS issued,
                  (SELECT "Records" FROM "ExportPackages" x WHERE x."RequestId" = r."Id") AS records,
                  (SELECT "Bytes" FROM "ExportPackages" x WHERE x."RequestId" = r."Id") AS bytes,
                  (SELECT "MadeAt" FROM "ExportPackages" x WHERE x."RequestId" = r."Id") AS made,
                  (SELECT count(*) FROM "Users" u WHERE u."AccountId" = r."AccountId") AS users
                FROM "DataSubjectRequests" r ORDER BY r."Id"
                """);
            var notices = await QueryAsync(
                db, """
                SELECT lower(hex(n."RequestId")) AS id, lower(hex(n."CustomerId")) AS customer, n."At", n."Said", n."SaidAt", n."Held" IS NOT NULL AS held,
                  EXISTS (SELECT 1 FROM "OutboxMessages" m
                    WHERE m."Key" = 'request/' || lower(hex(n."RequestId")) || '/controller/' || lower(hex(n."CustomerId"))) AS waits,
                  EXISTS (SELECT 1 FROM "Accounts" a WHERE a."Id" = n."CustomerId") AS there
                FROM "RecipientNotices" n
                """);
            var events = await QueryAsync(db, """SELECT lower(hex("RequestId")) AS id, "Kind", "Figure", "At" FROM "RequestEvents" """);
            var lists = await QueryAsync(db, """SELECT DISTINCT lower(hex("AccountId")) AS account FROM "SubscriberLists" """);
            var users = await QueryAsync(db, """SELECT lower(hex("AccountId")) AS account FROM "Users" """);
            var holds = await QueryAsync(db, """SELECT "Reason", "LiftsAt" FROM "LegalHolds" WHERE "LiftedAt" IS NULL""");
            return new Rows(
                requests.ConvertAll(r => RequestRow.Of(
                    r, notices.Where(n => n("id") == r("id")).Select(n => NoticeRow.Of(n, companies)), events.Where(e => e("id") == r("id")), holds)),
                holders, users.Exists(IsTheirs), lists.Exists(IsTheirs));
        });
    }

    /// <summary>Each row as its values by name.</summary>
    private static async Task<List<Func<string, string?>>> QueryAsync(IGSendMailContext db, string sql)
    {
        await db.Database.OpenConnectionAsync();
        await using var command = db.Database.GetDbConnection().CreateCommand();
        command.CommandText = sql;
        await using DbDataReader reader = await command.ExecuteReaderAsync();
        var rows = new List<Func<string, string?>>();
        while (await reader.ReadAsync())
        {
            var values = Enumerable.Range(0, reader.FieldCount).ToDictionary(
                reader.GetName, i => reader.IsDBNull(i) ? null : Convert.ToString(reader.GetValue(i), CultureInfo.InvariantCulture));
            rows.Add(name => values[name]);
        }

        return rows;
    }
}

/// <summary>A request, as its rows say it.</summary>
internal sealed record RequestRow(
    string Id, string Reference, string Right, string Regime, string State, string? Reason, DateTimeOffset Received, DateOnly Due, DateOnly? ExtendedFrom,
    DateTimeOffset? Closed, bool IsAccounts, DateTimeOffset? Corrected, IReadOnlyList<ReceiptRow>? Receipt, string? ReceiptNumber, DateTimeOffset? ReceiptAt,
    PackageRow? Package, bool StillSignsIn, int OpenPlaces, IReadOnlyList<NoticeRow> Notices, IReadOnlyList<EventRow> Events, IReadOnlyList<string> Holds, DateTimeOffset? HoldLiftsAt, bool IsSignedIn)
{
    /// <summary>True once it is confirmed whose it is, or nobody has to confirm it.</summary>
    public bool IsConfirmed => State is not ("AwaitingConfirmation" or "Expired");

    public bool IsErasure => Right is "Erasure" or "CcpaDelete";

    public bool IsCorrection => Right is "Rectification" or "CcpaCorrect";

    public bool IsDone => State == "Done";

    /// <summary>Something of the person went.</summary>
    public bool Deleted => Receipt?.Any(l => l.Gone > 0) == true;

    public bool Keeps => Receipt?.Any(l => l.Kept > 0) == true;

    /// <summary>Customers who had the address and have not said that they removed it.</summary>
    public int Others => Notices.Count(n => n.Said != "Removed");

    public static RequestRow Of(
        Func<string, string?> row, IEnumerable<NoticeRow> notices, IEnumerable<Func<string, string?>> events,
        IReadOnlyList<Func<string, string?>> holds) => new(
        row("id")!, row("Reference")!, row("Right")!, row("Regime")!, row("State")!, row("Reason"), Instant(row("ReceivedAt"))!.Value,
        DateOnly.Parse(row("AnswerDue")!, CultureInfo.InvariantCulture),
        row("ExtendedFrom") is { } from ? DateOnly.Parse(from, CultureInfo.InvariantCulture) : null, Instant(row("ClosedAt")),
        row("account") is { Length: > 0 }, Instant(row("corrected")), row("receipt") is { Length: > 0 } content ? ReceiptRow.Read(content) : null,
        row("number"), Instant(row("issued")),
        row("records") is { } records ? new PackageRow(Number(records), Number(row("bytes")), Instant(row("made"))!.Value) : null,
        row("users") != "0", (int)Number(row("open")), [.. notices],
        [.. events.Select(e => new EventRow(e("Kind")!, Number(e("Figure") ?? "0"), Instant(e("At"))!.Value))],
        [.. holds.Select(h => h("Reason")!)], holds.Select(h => Instant(h("LiftsAt"))).Max(), row("signed") != "0");

    internal static DateTimeOffset? Instant(string? text) => text is null
        ? null
        : DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal);

    private static long Number(string? text) => long.Parse(text!, CultureInfo.InvariantCulture);
}

/// <summary>A line of the receipt, as its file says it.</summary>
internal sealed record ReceiptRow(string Title, long Deleted, long Emptied, long Kept, string? Reason, string? Basis, DateTimeOffset? Until)
{
    public long Gone => Deleted + Emptied;

    public static IReadOnlyList<ReceiptRow> Read(string content)
    {
        var file = JsonNode.Parse(content)!;
        return [.. (file["receipt"] ?? file)["lines"]!.AsArray().Select(l => new ReceiptRow(
            (string)l!["title"]!, (long)l["deleted"]!, (long)l["emptied"]!, (long)l["kept"]!, (string?)l["reason"], (string?)l["basis"], RequestRow.Instant((string?)l["until"])))];
    }
}

/// <summary>A package that lies ready.</summary>
internal sealed record PackageRow(long Records, long Bytes, DateTimeOffset Made);

/// <summary>A line of the history.</summary>
internal sealed record EventRow(string Kind, long Figure, DateTimeOffset At);

/// <summary>A customer who is told, or is to be.</summary>
internal sealed record NoticeRow(string? Company, DateTimeOffset At, string? Said, DateTimeOffset? SaidAt, bool IsHeld, bool IsInOutbox)
{
    public bool Waits => IsHeld || IsInOutbox;

    public static NoticeRow Of(Func<string, string?> row, IReadOnlyDictionary<string, string> companies) => new(
        row("there") == "0" ? null : companies[row("customer")!], RequestRow.Instant(row("At"))!.Value, row("Said"), RequestRow.Instant(row("SaidAt")),
        row("held") != "0", row("waits") != "0");
}
