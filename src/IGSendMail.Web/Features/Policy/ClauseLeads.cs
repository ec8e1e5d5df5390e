using IGSendMail.Privacy.Policy;
using IGSendMail.Web.Features.Shared;

namespace IGSendMail.Web.Features.Policy;

/// <summary>Where a reader of the policy in force can act on what a clause says.</summary>
public static class ClauseLeads
{
    private static readonly Dictionary<int, (string Words, string Path)> Leads = new()
    {
        [2] = ("See what we hold, kind by kind", PrivacyRoutes.PersonalData),
        [4] = ("See every company that works for us", PrivacyRoutes.Subprocessors),
        [5] = ("See how long we keep each kind", PrivacyRoutes.PersonalData + "#kinds"),
        [6] = ("Ask for your data, a correction or a deletion", PrivacyRoutes.NewRequest),
        [7] = ("Make your privacy choices", PrivacyRoutes.Choices),
        [8] = ("Choose about cookies", PrivacyRoutes.Cookies),
        [12] = ("Compare all versions", PrivacyRoutes.PolicyVersions),
    };

    /// <summary>The link after a clause, or null if there is nothing to do about it.</summary>
    public static (string Words, string Path)? Of(PolicyClause clause) => Leads.TryGetValue(clause.Number, out var lead) ? lead : null;
}
