using IGSendMail.Storage;
using Microsoft.EntityFrameworkCore;

namespace IGSendMail.Privacy.Requests;

/// <summary>The sets of this room.</summary>
public static class RequestSets
{
    /// <summary>Requests.</summary>
    public static DbSet<DataSubjectRequest> DataSubjectRequests(this IGSendMailContext db) => db.Set<DataSubjectRequest>();

    /// <summary>What happened to them.</summary>
    public static DbSet<RequestEvent> RequestEvents(this IGSendMailContext db) => db.Set<RequestEvent>();

    /// <summary>Packages made for them.</summary>
    public static DbSet<ExportPackage> ExportPackages(this IGSendMailContext db) => db.Set<ExportPackage>();

    /// <summary>Adds a line to the history of a request, dated now.</summary>
    internal static void Note(this IGSendMailContext db, Guid requestId, RequestEventKind kind, long? figure = null) =>
        db.Add(new RequestEvent
        {
            RequestId = requestId,
            Id = RowKeys.New(db.Time),
            At = db.Time.GetUtcNow(),
            Kind = kind,
            Figure = figure,
        });
}
