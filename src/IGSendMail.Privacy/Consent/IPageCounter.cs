namespace IGSendMail.Privacy.Consent;

/// <summary>Takes note of pages that visitors who allowed analytics looked at. Whoever keeps the counts implements it.</summary>
public interface IPageCounter
{
    /// <summary>Counts a page. Called after the answer was given: it neither waits nor fails.</summary>
    void Count(PageLook look);
}

/// <summary>A visitor looked at a page.</summary>
/// <param name="VisitorId">The analytics visitor id.</param>
/// <param name="AccountId">The account of a customer who was signed in; otherwise null.</param>
/// <param name="Page">The route, such as <c>/privacy/requests/{reference}</c>, never the address itself.</param>
public readonly record struct PageLook(Guid VisitorId, Guid? AccountId, string Page);
