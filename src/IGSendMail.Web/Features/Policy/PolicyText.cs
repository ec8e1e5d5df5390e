using IGSendMail.Privacy.Policy;
using Microsoft.AspNetCore.Html;

namespace IGSendMail.Web.Features.Policy;

/// <summary>The one place where rendered Markdown enters a page: raw HTML was disabled when it was rendered.</summary>
public static class PolicyText
{
    /// <summary>The text of a clause.</summary>
    public static IHtmlContent Of(PolicyClause clause) => new HtmlString(clause.Html);
}
