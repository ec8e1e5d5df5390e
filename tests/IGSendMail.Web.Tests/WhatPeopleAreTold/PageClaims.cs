namespace IGSendMail.Web.Tests.WhatPeopleAreTold;

/// <summary>What the page of a request says.</summary>
internal static class PageClaims
{
    private const string Date = @"\d{1,2} [A-Z][a-z]+ \d{4}";
    private const string Time = Date + @", \d\d:\d\d \(.+\)";

    public static IReadOnlyList<Claim> All { get; } =
    [
        // How it stands.
        Claim.Of(@"Your ((?:\w+ )?request(?: to know)?(?: \(California\))?)", (m, r, _) => m.Groups[1].Value == Asked(r)),
        Claim.Of(@"Reference ([A-Z0-9-]+)", (m, r, _) => m.Groups[1].Value == r.Reference),
        Claim.Of($"Received ({Date})", (m, r, _) => m.Groups[1].Value == Claim.Day(r.Received)),
        Claim.Of("State (.+)", (m, r, _) => m.Groups[1].Value == State(r)),
        Claim.Of(@"Waiting: (.+)\.", (m, r, _) => r is { IsErasure: true, State: "Received" or "InProgress" } && m.Groups[1].Value == string.Join(" and ", r.Holds.Select(Reason))),
        Claim.Of(@"For as long as it lasts the law does not let us delete this data \(GDPR Art\. 17\(3\)\)\.", r => r.Holds.Count > 0),
        Claim.Of(@"When it ends the deletion goes on by itself\.", r => r.Holds.Count > 0),

        Claim.Of(@"One question before we hand out the data itself|California asks for one more sign that you are the person it is about\.|Give me the data itself|The categories are enough", r => r is { State: "AwaitingFacts", Regime: "Ccpa" }),
        Claim.Of(@"You have asked us before, so you can show it with the reference of an earlier request\.", (_, r, rows) => rows.Requests.Any(o => o.Received < r.Received)),

        // How it ended.
        Claim.Of(@"We deleted what we held about you\.", r => r is { IsErasure: true, IsDone: true, Deleted: true, StillSignsIn: false }),
        Claim.Of(@"What the law has us keep stands in the receipt below, with the reason\.", r => r is { IsErasure: true, Keeps: true }),
        Claim.Of(@"We held nothing about you that had to go\.", r => r is { IsErasure: true, IsDone: true, Receipt: not null, Deleted: false }),
        Claim.Of(@"The deletion ended\.|Its receipt is deleted too, so we cannot say here any more what went\.", r => r is { IsErasure: true, IsDone: true, Receipt: null }),
        Claim.Of(@"It cannot be answered without harming the rights of other people\.", r => r is { State: "Refused", Reason: "HarmsOthers" }),
        Claim.Of(@"You took it back\.", r => r.State == "Withdrawn"),
        Claim.Of(@"What stood with us is corrected\.", r => r is { IsCorrection: true, IsDone: true, Corrected: not null }),
        Claim.Of(@"Neither we nor a customer of ours has anything under this address that could be corrected\.", r => r is { IsCorrection: true, IsDone: true, Corrected: null, Notices.Count: 0 }),
        Claim.Of(@"Your copy was made\.", r => r is { IsErasure: false, IsCorrection: false, IsDone: true } && r.Events.Any(e => e.Kind == "PackageReady")),
        Claim.Of(@"We passed your request on to (.+ customers? of ours), who (?:decides?) about it\.", (m, r, _) => r is { IsCorrection: true, IsDone: true, Corrected: null } && r.Notices.Count == Claim.Customers(m.Groups[1].Value)),
        Claim.Of(@"We ourselves hold nothing that could be corrected\.", r => r is { IsCorrection: true, Corrected: null }),
        Claim.Of(@"What is corrected on their lists is for them to decide\.", r => r is { IsCorrection: true, IsDone: true, Corrected: null, Notices.Count: > 0 }),
        Claim.Of(@"(.+) had your e-mail address on a list when you asked, and (decides?) about it\.", (m, r, _) => r.IsDone && Had(r, m.Groups[1].Value, m.Groups[2].Value == "decides")),
        Claim.Of($@"We passed your request on on ({Date})\.", (m, r, _) => r.Notices.Any(n => !n.Waits && Claim.Day(n.At) == m.Groups[1].Value)),
        Claim.Of(@"We passed your request on: see below to whom, and when\.", r => r.Notices.Where(n => n.Said != "Removed").All(n => !n.Waits)),
        Claim.Of(@"Below you see who was told, and who is still to be\.", r => r.Notices.Any(n => n.Said != "Removed" && n.Waits)),
        Claim.Of(@"All is done but in places that do not answer at the moment\.", r => r.State == "PartlyDone" && (!r.IsErasure || r.OpenPlaces > 0)),
        Claim.Of(@"We keep trying, and call it done only when every place is\.", r => r.State == "PartlyDone"),
        Claim.Of(@"The data was deleted while the request was open, so nothing was left to answer with\.", r => r is { State: "Refused", Reason: "ErasedMeanwhile" }),
        Claim.Of(@"The law forbids us to delete this data for now, because it is needed for a legal claim or by an order\.", r => r is { State: "Refused", Reason: "HeldByLaw" }),
        Claim.Of(@"A privacy officer decided so\.", r => r is { State: "Refused", Reason: "HeldByLaw" or "IdentityNotShown" or "UnfoundedOrExcessive" or "HarmsOthers" }),
        Claim.Of(@"This address belongs to an account\.", (_, r, rows) => r.State == "AwaitingSignIn" && rows.HasAccount),
        Claim.Of(@"Sign in to go on; the request waits for you until the day on the right\.", r => r.State == "AwaitingSignIn"),

        // What there is to fetch.
        Claim.Of(@"([\d,]+) records? in one zip file of ([\d,]+) bytes\.", (m, r, _) => r.Package is { } p && m.Groups[1].Value == Claim.Count(p.Records) && m.Groups[2].Value == Claim.Count(p.Bytes)),
        Claim.Of($@"We delete it on ({Date})\.", (m, r, _) => m.Groups[1].Value == Claim.Day(r.Package!.Made.AddDays(14))),
        Claim.Of(@"SHA-256: [0-9a-f]{64}|Your package|Download your data|Open index\.html in it first; it needs no network\.", r => r.Package is not null),
        Claim.Of(@"Your package was here for 14 days and is deleted now\.", r => r.IsDone && r.Events.Any(e => e.Kind == "PackageReady")),
        Claim.Of(@"Receipt|Download the signed receipt|Keep the file as it is\.|Anyone can check that we issued it and that nothing in it was changed\.", r => r.Receipt is not null),
        Claim.Of("Deleted: ([\\d,]+) records?", (m, r, _) => m.Groups[1].Value == Claim.Count(r.Receipt!.Sum(l => l.Deleted))),
        Claim.Of("Kept: ([\\d,]+) records?(?:; what is personal was taken out of ([\\d,]+) records?)?", (m, r, _) => m.Groups[1].Value == Claim.Count(r.Receipt!.Sum(l => l.Kept))
            && (m.Groups[2].Success ? m.Groups[2].Value : "0") == Claim.Count(r.Receipt!.Sum(l => l.Emptied))),
        Claim.Of("With others: (.+)", (m, r, _) => m.Groups[1].Value == "No customer of ours" ? r.Others == 0 : Claim.Customers(m.Groups[1].Value) == r.Others),
        Claim.Of($@"Number (\S+), issued on ({Time}) after every place was read back", (m, r, _) => m.Groups[1].Value == r.ReceiptNumber && m.Groups[2].Value.StartsWith(Claim.Moment(r.ReceiptAt!.Value), StringComparison.Ordinal)),
        Claim.Of($@"The deletion had to wait from {Date} to {Date}, because of a legal hold: .+ \(GDPR Art\. 17\(3\)\)\.", r => r is { IsErasure: true, Receipt: not null, Holds.Count: 0 }),

        Claim.Of("What is to be corrected|What: .+", r => r.IsCorrection),
        Claim.Of("(?:You|The person) wrote: (.+)", (m, r, rows) => r is { IsCorrection: true, Corrected: null } && rows.Words.Contains(m.Groups[1].Value)),
        Claim.Of("It (?:said|says now): (.+)", (m, r, rows) => r is { IsCorrection: true, Corrected: not null } && rows.Words.Contains(m.Groups[1].Value)),
        Claim.Of($"Since: ({Time})", (m, r, _) => m.Groups[1].Value.StartsWith(Claim.Moment(r.Corrected!.Value), StringComparison.Ordinal)),

        // Who was told, and what they say.
        Claim.Of(@"These customers of ours had your address on a list when you asked\.|They decide about what stands there; we ourselves changed nothing on their lists\.|Who we told", r => r.Notices.Count > 0),
        Claim.Of($@"We told (.+) on ({Date})\.", (m, r, _) => Who(r, m.Groups[1].Value).Any(n => !n.Waits && Claim.Day(n.At) == m.Groups[2].Value)),
        Claim.Of($@"Our e-mail of ({Date}) to (.+) is on its way\.", (m, r, _) => Who(r, m.Groups[2].Value).Any(n => n is { IsInOutbox: true, IsHeld: false } && Claim.Day(n.At) == m.Groups[1].Value)),
        Claim.Of(@"We tell (.+) once they have confirmed their own e-mail address to us\.", (m, r, _) => Who(r, m.Groups[1].Value).Any(n => n.IsHeld)),
        Claim.Of(@"(.+) has not said yet what it did\.", (m, r, _) => Who(r, m.Groups[1].Value).Any(n => n.Said is null)),
        Claim.Of($@"(.+) says it corrected your data on ({Date})\.", (m, r, _) => Said(r, m.Groups[1].Value, m.Groups[2].Value, "Corrected")),
        Claim.Of($@"(.+) says it removed you on ({Date})\.", (m, r, _) => Said(r, m.Groups[1].Value, m.Groups[2].Value, "Removed")),
        Claim.Of($@"(.+) says it answered you itself on ({Date})\.", (m, r, _) => Said(r, m.Groups[1].Value, m.Groups[2].Value, "AnsweredThemselves")),
        Claim.Of($@"(.+) said on ({Date}) that it cannot do what you ask\.", (m, r, _) => Said(r, m.Groups[1].Value, m.Groups[2].Value, "Cannot")),
        Claim.Of(@"You can reach them here: .+", r => r.Notices.Count > 0),
        Claim.Of("Write to (.+)", (m, r, _) => m.Groups[1].Value.Split(',')[0] == "us" || Who(r, m.Groups[1].Value).Any(n => !n.IsHeld)),

        // The clock.
        Claim.Of("Answered on day", r => r.Closed is { } closed && Claim.DateOf(closed) > Claim.DateOf(r.Received)),
        Claim.Of("Answered on the day it came", r => r.Closed is { } closed && Claim.DateOf(closed) == Claim.DateOf(r.Received)),
        Claim.Of("(?:Received today: day|Today is day)", r => r.Closed is null),
        Claim.Of(@"(\d+) of (\d+)", (m, r, _) => m.Groups[2].Value == $"{r.Due.DayNumber - Claim.DateOf(r.Received).DayNumber}"
            && (r.Closed is not { } closed || m.Groups[1].Value == $"{Math.Max(1, Claim.DateOf(closed).DayNumber - Claim.DateOf(r.Received).DayNumber)}")),
        Claim.Of($@"The latest lawful day (is|was) ({Date}): .+", (m, r, _) => m.Groups[1].Value == (r.Closed is null ? "is" : "was") && m.Groups[2].Value == Claim.Day(r.Due)),
        Claim.Of(@"Extended|We told the person before that day\.", r => r.ExtendedFrom is not null),
        Claim.Of(@".*California allows 45.*", r => r.Regime == "Ccpa"),
        .. HistoryClaims.All,
        Claim.Plain(@"If you cannot, or would rather not, take the categories: that is one button, and nothing else changes for you\.|Three tries; then you get the categories\."),
        Claim.Plain(@"Reference of an earlier request|It stands in our e-mails, such as AC-7Q4M-92KX\.|I declare under penalty of perjury .+"),
        Claim.Plain(@"What happened|Something wrong\?|Write to us(?:, or complain to your data protection authority\.)?|Withdraw this request|Sign in and go on"),
        Claim.Plain(@"Ask again to get a fresh one\.|No password any more\?|Have a link sent to the mailbox and choose a new one, then come back here\."),
        Claim.Plain(@"You may write to us and ask for another look, complain to your data protection authority, or go to court\."),
    ];

    private static IEnumerable<NoticeRow> Who(RequestRow request, string name) =>
        request.Notices.Where(n => n.Company == name || (n.Company is null && name.Equals("A customer who has left us since", StringComparison.OrdinalIgnoreCase)));

    private static bool Said(RequestRow request, string name, string day, string what) =>
        Who(request, name).Any(n => n is { Said: { } said, SaidAt: { } at } && said.StartsWith(what, StringComparison.Ordinal) && Claim.Day(at) == day);

    /// <summary>Up to three are named, more are counted.</summary>
    private static bool Had(RequestRow request, string who, bool isOne)
    {
        var others = request.Notices.Where(n => n.Said != "Removed").ToList();
        return isOne == (others.Count == 1) && (others.Count <= 3 && others.TrueForAll(n => n.Company is not null)
            ? others.TrueForAll(n => who.Contains(n.Company!, StringComparison.Ordinal))
            : Claim.Customers(who) == others.Count);
    }

    public static string Asked(RequestRow request) => request.Right switch
    {
        "Access" => "access request",
        "Portability" => "portability request",
        "Erasure" => "erasure request",
        "CcpaDelete" => "deletion request (California)",
        "Rectification" => "correction request",
        "CcpaCorrect" => "correction request (California)",
        "CcpaKnow" => "request to know (California)",
        var other => other,
    };

    public static string State(RequestRow request) => request switch
    {
        { State: "Refused", Reason: "ErasedMeanwhile" } => "Closed, because the data is deleted",
        { IsDone: true, IsCorrection: true, Corrected: null, Notices.Count: > 0 } => "Passed on",
        { IsDone: true, IsCorrection: true, Corrected: not null, Others: > 0 } or { IsDone: true, IsErasure: true, Others: > 0 } => "Done here, passed on to others",
        { State: "AwaitingConfirmation" } => "Waiting for your confirmation",
        { State: "AwaitingSignIn" } => "Waiting for you to sign in",
        { State: "AwaitingFacts" } => "Waiting for one more fact",
        { State: "InProgress" } => "In progress",
        { State: "PartlyDone" } => "Done in part",
        var other => other.State,
    };

    private static string Reason(string reason) => reason switch
    {
        "LegalClaim" => "a legal claim",
        "Order" => "an order",
        "Dispute" => "a dispute",
        _ => "a restriction",
    };
}
