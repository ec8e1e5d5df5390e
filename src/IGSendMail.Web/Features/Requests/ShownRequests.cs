using IGSendMail.Privacy.Requests;

namespace IGSendMail.Web.Features.Requests;

/// <summary>Requests of one person in a table, in the language of the page that it stands on.</summary>
public sealed record ShownRequests(IReadOnlyList<DataSubjectRequest> Requests, string Language);
