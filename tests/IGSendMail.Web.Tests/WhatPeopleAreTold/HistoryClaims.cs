namespace IGSendMail.Web.Tests.WhatPeopleAreTold;

/// <summary>What the history of a request says: each line stands for an event with its moment.</summary>
internal static class HistoryClaims
{
    public static IReadOnlyList<Claim> All { get; } =
    [
        Happened(@"Request received|The clock counts from here\.", "Received"),
        Happened(@"It holds a link that works once, for 48 hours\.|E-mail sent", "LinkSent"),
        Happened("Confirmed by e-mail", "Confirmed", "ConfirmedByCode"),
        Happened(@"The link in our e-mail was used\.", "Confirmed"),
        Happened(@"The code in our e-mail was typed in\.", "ConfirmedByCode"),
        Happened(@"Sign-in needed|The address belongs to an account\.|It goes on after its holder has signed in\.", "SignInNeeded"),
        Happened(@"Confirmed while signed in|The password was entered again\.", "SignedIn"),
        Happened(@"One more fact needed|California asks for it before the data itself is handed out\.", "FactsNeeded"),
        Happened(@"Answered with categories|Which kinds of data we hold, not the data itself: that needs one more fact\.", "ScopeNarrowed"),
        Happened(@"Work began|We are collecting the data, place by place\.", "Started"),
        Happened("Package ready", "PackageReady"),
        Claim.Of(@"([\d,]+) records? (?:is|are) in it\.", (m, r, _) => r.Events.Any(e => e.Kind == "PackageReady" && Claim.Count(e.Figure) == m.Groups[1].Value)),
        Happened(@"Package downloaded|By the person who asked\.", "Downloaded"),
        Happened(@"Deletion began|The key that makes the data readable goes first, then the data, place by place\.", "ErasureOrdered"),
        Claim.Of(@"(\d+) of our customers holds? the address and decides? about it\.", (m, r, _) => r.Events.Any(e => e.Kind == "PassedOn" && Claim.Count(e.Figure) == m.Groups[1].Value)),
        Claim.Of(@"One place does not answer yet; we keep trying\.", r => r.Events.Any(e => e is { Kind: "PartlyDone", Figure: 1 })),
        Happened(@"A customer of ours said what they did|It stands beside their name on this page\.", "CustomerAnswered"),
        Happened(@"The new value stands there now\.|Corrected", "Corrected"),
        Happened(@"Closed|The data was deleted meanwhile\.", "Refused"),
        Happened(@"Refused|With the reason stated on this page\.", "Refused"),
        Happened(@"Passed on", "PassedOn", "Done"),
        Happened(@"Done in part", "PartlyDone"),
        Happened(@"Done|Done here, passed on to others", "Done"),

        // Each moment is one of the history.
        Claim.Of(@"(\d{1,2} [A-Z][a-z]+ \d{4}, \d\d:\d\d) \(.+\)", (m, r, _) => r.Events.Any(e => Claim.Moment(e.At) == m.Groups[1].Value)),
    ];

    private static Claim Happened(string pattern, params string[] kinds) => Claim.Of(pattern, r => r.Events.Any(e => kinds.Contains(e.Kind)));
}
