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
}
