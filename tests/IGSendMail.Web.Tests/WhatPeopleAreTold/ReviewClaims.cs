namespace IGSendMail.Web.Tests.WhatPeopleAreTold;

/// <summary>What the page before a deletion says; nothing has happened then.</summary>
internal static class ReviewClaims
{
    public static IReadOnlyList<Claim> All { get; } =
    [
        Claim.Of(@"Nothing has been deleted yet\.|This is what we hold now\.", (_, _, rows) => rows.HasAccount),
        Claim.Of("(?:Would be deleted|Would stay): [1-9][\\d,]* records?(?:; what is personal would be taken out of [1-9][\\d,]* records?)?", (_, _, rows) => rows.HasAccount),
        Claim.Of("With others: (.+)", (m, _, rows) => m.Groups[1].Value == "No customer of ours" ? rows.Lists.Count == 0 : Claim.Customers(m.Groups[1].Value) == rows.Lists.Count),
        Claim.Of(@"Your e-mail address is also on a list of (a customer|customers) of ours, who decides? about it there: (.+)\.", (m, _, rows) =>
            (m.Groups[1].Value == "a customer") == (rows.Lists.Count == 1) && m.Groups[2].Value.Split(", ").Order(StringComparer.Ordinal).SequenceEqual(rows.Lists.Order(StringComparer.Ordinal))),
        Claim.Of(@"We pass your request on to them\.|What they have is not deleted by us\.", (_, _, rows) => rows.Lists.Count > 0),
        Claim.Of(@"Your account closes at once, and your lists go with it\.", (_, _, rows) => rows.HasOwnLists),
        Claim.Of(@"Your account closes at once\.", (_, _, rows) => !rows.HasOwnLists),
        Claim.Plain(@"The deletion adds to what stays: your request, its history and the receipt, which say what was done and not who you were\."),
        Claim.Plain(@"Review the deletion|It cannot be taken back\.|If you want a copy, get your data first\.|Your password|Delete everything|Keep my account"),
    ];
}
