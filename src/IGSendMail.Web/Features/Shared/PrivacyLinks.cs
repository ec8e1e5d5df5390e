namespace IGSendMail.Web.Features.Shared;

/// <summary>
/// Addresses of pages that are about one thing: one policy version, one request, one letter. Routes are filled in here and
/// nowhere else.
/// </summary>
public static class PrivacyLinks
{
    public static string PolicyVersion(string version) => Fill(PrivacyRoutes.PolicyVersion, version);

    public static string Request(string reference) => Fill(PrivacyRoutes.Request, reference);

    public static string RequestLink(string reference) => Fill(PrivacyRoutes.RequestLink, reference);

    public static string RequestDownload(string reference) => Fill(PrivacyRoutes.RequestDownload, reference);

    public static string RequestReceipt(string reference) => Fill(PrivacyRoutes.RequestReceipt, reference);

    public static string RequestFacts(string reference) => Fill(PrivacyRoutes.RequestFacts, reference);

    public static string RequestCategories(string reference) => Fill(PrivacyRoutes.RequestCategories, reference);

    public static string RequestUnproved(string reference) => Fill(PrivacyRoutes.RequestUnproved, reference);

    public static string WriteToCustomer(string reference) => Fill(PrivacyRoutes.WriteToCustomer, reference);

    public static string ConfirmBeside(string reference) => Fill(PrivacyRoutes.ConfirmBeside, reference);

    public static string DropBeside(string reference) => Fill(PrivacyRoutes.DropBeside, reference);

    public static string WithdrawRequest(string reference) => Fill(PrivacyRoutes.WithdrawRequest, reference);

    public static string OfficerRequest(string reference) => Fill(PrivacyRoutes.OfficerRequest, reference);

    public static string OfficerRequestContact(string reference) => Fill(PrivacyRoutes.OfficerRequestContact, reference);

    public static string OfficerExtend(string reference) => Fill(PrivacyRoutes.OfficerExtend, reference);

    public static string OfficerCorrect(string reference) => Fill(PrivacyRoutes.OfficerCorrect, reference);

    public static string OfficerRefuse(string reference) => Fill(PrivacyRoutes.OfficerRefuse, reference);

    public static string OfficerErasureContinue(string reference) => Fill(PrivacyRoutes.OfficerErasureContinue, reference);

    public static string OfficerErasureRetry(string reference) => Fill(PrivacyRoutes.OfficerErasureRetry, reference);

    public static string OfficerHoldKeep(Guid hold) => Fill(PrivacyRoutes.OfficerHoldKeep, hold.ToString("N"));

    public static string OfficerHoldLift(Guid hold) => Fill(PrivacyRoutes.OfficerHoldLift, hold.ToString("N"));

    public static string OfficerLetter(Guid letter) => Fill(PrivacyRoutes.OfficerLetter, letter.ToString("N"));

    public static string OfficerLetterRetry(Guid letter) => Fill(PrivacyRoutes.OfficerLetterRetry, letter.ToString("N"));

    public static string OfficerLetterGiveUp(Guid letter) => Fill(PrivacyRoutes.OfficerLetterGiveUp, letter.ToString("N"));

    /// <summary>A route with one gap, such as <c>/privacy/requests/{reference}</c>, and what belongs into it.</summary>
    private static string Fill(string route, string value)
    {
        var (start, end) = (route.IndexOf('{', StringComparison.Ordinal), route.IndexOf('}', StringComparison.Ordinal));
        return string.Concat(route.AsSpan(0, start), Uri.EscapeDataString(value), route.AsSpan(end + 1));
    }
}
