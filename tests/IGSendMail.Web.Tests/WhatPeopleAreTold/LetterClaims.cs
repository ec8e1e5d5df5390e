namespace IGSendMail.Web.Tests.WhatPeopleAreTold;

/// <summary>What e-mails about requests say, to the person and to customers; compared in the moment in which they have left.</summary>
internal static class LetterClaims
{
    private const string Date = @"\d{1,2} [A-Z][a-z]+ \d{4}";
    private const string Reference = @"[A-Z]{2,4}-[A-Z0-9-]+";

    public static IReadOnlyList<Claim> All { get; } =
    [
        // On the way.
        Claim.Of($@"Please confirm your request ({Reference})", (m, r, _) => m.Groups[1].Value == r.Reference),
        Claim.Of($@"We have your request {Reference}", r => r.IsConfirmed),
        Claim.Of($@"Your (.+) reached us on ({Date})\.", (m, r, _) => m.Groups[2].Value == Claim.Day(r.Received)),
        Claim.Of($@"Its reference is ({Reference})\.", (m, r, _) => m.Groups[1].Value == r.Reference),
        Claim.Of($@"We answer by ({Date}) at the latest, usually within a day\.", (m, r, _) => m.Groups[1].Value == Claim.Day(r.Due)),
        Claim.Of(@"This address belongs to an account with .+\.", (_, _, rows) => rows.HasAccount),
        Claim.Of($@"So that nobody else gets or deletes your data, please sign in and go on with the request there, before ({Date}):", (m, r, _) => m.Groups[1].Value == Claim.Day(r.Due)),
        Claim.Of($@"We answer by ({Date}) at the latest, whatever you choose\.", (m, r, _) => m.Groups[1].Value == Claim.Day(r.Due)),
        Claim.Of(@"You asked for the data itself\.|California's rules ask for one more sign that you are the person it is about: .+|If you cannot, or would rather not, one button there is enough, and we answer with the categories\.", r => r.State == "AwaitingFacts"),
        Claim.Of($@"Your request {Reference} is nearly done", r => r.State == "PartlyDone"),
        Claim.Of($@"Your .+ {Reference} is carried out everywhere but in one place, which does not answer at the moment\.", r => r.State == "PartlyDone"),
        Claim.Of(@"We do not call it done before every place is done\.|We keep trying, and a privacy officer knows of it\.", r => r.State == "PartlyDone"),

        // Copies.
        Claim.Of($@"Your data is ready: {Reference}|The package for your request {Reference} is ready\.", r => r.Package is not null),
        Claim.Of($@"You can download it until ({Date}); then we delete it\.", (m, r, _) => m.Groups[1].Value == Claim.Day(r.Package!.Made.AddDays(14))),

        // Corrections.
        Claim.Of($@"We corrected your .+: {Reference}|We have corrected your .+, as you asked in your request {Reference}\.", r => r is { IsCorrection: true, Corrected: not null }),
        Claim.Of($@"We passed your request {Reference} on", r => r is { IsCorrection: true, Corrected: null, Notices.Count: > 0 }),
        Claim.Of($@"Nothing to correct under your address: {Reference}|We have looked for what you asked to have corrected in your request {Reference}\.", r => r is { IsCorrection: true, Corrected: null, Notices.Count: 0 }),
        Claim.Of(@"Under this address we hold nothing but your requests, and no customer of ours has it on a list, so there was nothing to correct\.", (_, r, rows) => r.Notices.Count == 0 && !rows.HasAccount && rows.Lists.Count == 0),
        Claim.Of(@"(One customer|\d+ customers) of ours (?:also )?ha(?:s|ve) your address on a list and decides? about what stands there\.", (m, r, rows) => Number(m.Groups[1].Value) == r.Notices.Count && r.Notices.Count == rows.Lists.Count),
        Claim.Of($@"We pass your request {Reference} on, in your words; what is corrected there is for .+ to decide and to tell you\.", r => r.Notices.Count > 0),

        // Deletions.
        Claim.Of($@"Your data is deleted: receipt {Reference}", (_, r, rows) => r is { IsErasure: true, Deleted: true, StillSignsIn: false } && rows.Lists.Count == 0 && !rows.HasAccount),
        Claim.Of($@"We deleted what we hold; others still have your address: receipt {Reference}", (_, r, rows) => r is { IsErasure: true, Deleted: true, StillSignsIn: false } && rows.Lists.Count > 0 && !rows.HasAccount),
        Claim.Of($@"We hold nothing that had to go; others have your address: receipt {Reference}", (_, r, rows) => r is { IsErasure: true, Deleted: false } && rows.Lists.Count > 0),
        Claim.Of($@"There was nothing to delete: receipt {Reference}", (_, r, rows) => r is { IsErasure: true, Deleted: false } && rows.Lists.Count == 0),
        Claim.Of($@"Your request {Reference} is done: we deleted what we held about you\.", (_, r, rows) => r is { Deleted: true, OpenPlaces: 0 } && rows.Lists.Count > 0),
        Claim.Of($@"Your request {Reference} is done: your data is deleted\.", (_, r, rows) => r is { Deleted: true, OpenPlaces: 0 } && rows.Lists.Count == 0),
        Claim.Of($@"Your request {Reference} is done: we held nothing of yours that had to go\.|There was nothing to delete: we held no data of yours that had to go\.", r => r is { Deleted: false, OpenPlaces: 0 }),
        Claim.Of(@"(.+), a customer of ours, still has your e-mail address on a list and decides about it\.", (m, _, rows) => rows.Lists.Contains(m.Groups[1].Value)),
        Claim.Of($@"We passed your request on to them on ({Date})\.", (m, r, _) => r.Notices.Any(n => !n.Waits && Claim.Day(n.At) == m.Groups[1].Value)),
        Claim.Of(@"We pass your request on to them as soon as they can be told\.", r => r.Notices.Any(n => n.Waits)),
        Claim.Of(@"We have read every place of ours again afterwards and found nothing left that was to go\.", r => r is { StillSignsIn: false, OpenPlaces: 0 }),
        Claim.Of("Deleted:", r => r.Receipt!.Any(l => l.Deleted > 0)),
        Claim.Of("What is personal was taken out of:", r => r.Receipt!.Any(l => l.Emptied > 0)),
        Claim.Of(@"What stays, and why:", r => r.Keeps),
        Claim.Of(@"- (.+): ([\d,]+) records?\.?", (m, r, _) => r.Receipt!.Any(l => l.Title == m.Groups[1].Value && (Claim.Count(l.Deleted) == m.Groups[2].Value || Claim.Count(l.Emptied) == m.Groups[2].Value || Claim.Count(l.Kept) == m.Groups[2].Value))),
        Claim.Of($@"The deletion had to wait from {Date} to {Date}, because of a legal hold \(GDPR Art\. 17\(3\)\): the law did not let us delete it before\.", r => r.Holds.Count == 0),
        Claim.Of($@"This is receipt ({Reference}) of ({Date})\.", (m, r, _) => m.Groups[1].Value == r.ReceiptNumber && m.Groups[2].Value == Claim.Day(r.ReceiptAt!.Value)),
        Claim.Of(@"Please keep this e-mail: we delete your address now and cannot send it again\.|The receipt goes with this e-mail as a file that we have signed\.", r => r.Receipt is not null),

        // To customers.
        Claim.Of($@"On ({Date}) the person with this e-mail address sent us a request:", (m, r, _) => r.Notices.Count > 0 && m.Groups[1].Value == Claim.Day(r.Received)),
        Claim.Of(@"They have shown us that the mailbox is theirs\.", r => r.IsConfirmed),
        Claim.Of(@"The address is on a list of (.+)\.", (m, _, rows) => rows.Lists.Contains(m.Groups[1].Value)),
        Claim.Of($@"Please answer the person by ({Date}): the law usually gives you one month from the day you learn of it\.", (m, r, _) => m.Groups[1].Value == Claim.Day(r.Due)),

        Claim.Plain(@"If anything is unclear, or you did not expect this e-mail, just reply or write to .+|IGSendMail.*|We write to you about your privacy and your account\.|This is not advertising\."),
        Claim.Plain(@"https?://\S+|\S+@\S+\.example|Hello.*,|Good day,|A person on one of your lists asks about their data|In their own words:|What they ask for: .+\."),
        Claim.Plain(@"You decide about the data on your lists and we act for you, so we have changed nothing there\.|If you need our help with it, reply to this e-mail\."),
        Claim.Plain(@"On this page you find the person’s entry, can remove it, and say what you did, which we show to the person:"),
        Claim.Plain(@"You need do nothing until then\.|Here you see at any time where it stands:|Here you see who was told, and when:|It is one file; open index\.html inside it first\."),
        Claim.Plain(@"Only you can: the page asks you to sign in, or sends a fresh link to this address\.|The page of the request shows what stood there and what stands there now:"),
        Claim.Plain(@"If you did not ask for that, reply to this e-mail at once\.|If you meant something else, reply to this e-mail and a privacy officer looks at it\."),
        Claim.Plain(@"Keep the file as it is: whoever has it, now or in some years, can check here that we issued it and that nothing in it was changed:"),
        Claim.Plain(@"If you have no password any more, have a link sent to this mailbox first and choose a new one:|You get another e-mail then\."),
    ];

    private static int Number(string words) => words.StartsWith("One", StringComparison.Ordinal) ? 1 : Claim.Customers(words);
}
