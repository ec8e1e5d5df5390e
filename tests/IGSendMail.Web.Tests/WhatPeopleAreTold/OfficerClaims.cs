namespace IGSendMail.Web.Tests.WhatPeopleAreTold;

/// <summary>What an officer's page of a request says beyond what its person reads.</summary>
internal static class OfficerClaims
{
    private const string Date = @"\d{1,2} [A-Z][a-z]+ \d{4}";

    public static IReadOnlyList<Claim> All { get; } =
    [
        .. PageClaims.All,
        Claim.Of(@"([A-Z]{2}-[A-Z0-9-]+)", (m, r, _) => m.Groups[1].Value == r.Reference),
        Claim.Of(@"(.+), (GDPR|California \(CCPA\))", (m, r, _) =>
            m.Groups[1].Value.Equals(PageClaims.Asked(r), StringComparison.OrdinalIgnoreCase) && m.Groups[2].Value == (r.Regime == "Gdpr" ? "GDPR" : "California (CCPA)")),
        Claim.Of("State: (.+)", (m, r, _) => m.Groups[1].Value == (r.State switch
        {
            "AwaitingConfirmation" => "Waiting for the person's confirmation",
            "AwaitingSignIn" => "Waiting for the person to sign in",
            "AwaitingFacts" => "Waiting for one more fact from the person",
            _ => PageClaims.State(r),
        })),
        Claim.Of($"Received: ({Date})", (m, r, _) => m.Groups[1].Value == Claim.Day(r.Received)),
        Claim.Of($"Due: ({Date})(: .+)?", (m, r, _) => m.Groups[1].Value == Claim.Day(r.Due) && m.Groups[2].Success == (r.Closed is null)),
        Claim.Of("Way in: (.+)", (m, r, _) => m.Groups[1].Value == (r.IsSignedIn ? "Signed in to an account" : "Form and e-mail")),
        Claim.Of("Wants to know: .+", r => r.Right is "CcpaKnow" or "Access"),
        Claim.Of($@"It was ordered to be lifted, and is on ({Date}, \d\d:\d\d) \(.+\)\.|Until then it can be kept: see the holds\.", (m, r, _) =>
            !m.Groups[1].Success || (r.HoldLiftsAt is { } at && Claim.Moment(at) == m.Groups[1].Value)),
        Claim.Of("Plan of the deletion|Counted on .+|Fingerprint [0-9a-f]{64}", r => r.IsErasure),
        Claim.Of(@".+ did not answer, (?:once|\d+ times) by now \(.+\)\.|It is tried again by itself\.|.+ is not done yet\.|It is asked again by itself\.", r => r is { OpenPlaces: > 0 }),
        Claim.Plain(@"What happened, as the person reads it|Who asked|Shown only if you need it\.|That you looked is entered in the audit trail\.|Show the contact"),
        Claim.Plain(@"Take more time, until .+|Refuse this request|All open requests"),
    ];
}
