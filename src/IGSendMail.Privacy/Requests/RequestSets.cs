using IGSendMail.Privacy.Packages;
using IGSendMail.Storage;
using Microsoft.EntityFrameworkCore;

namespace IGSendMail.Privacy.Requests;

/// <summary>The sets of this room.</summary>
public static class RequestSets
{
    public static DbSet<DataSubjectRequest> DataSubjectRequests(this IGSendMailContext db) => db.Set<DataSubjectRequest>();

    /// <summary>What happened to them.</summary>
    public static DbSet<RequestEvent> RequestEvents(this IGSendMailContext db) => db.Set<RequestEvent>();

    /// <summary>Browsers that may look at them.</summary>
    public static DbSet<RequestVisit> RequestVisits(this IGSendMailContext db) => db.Set<RequestVisit>();

    /// <summary>Packages made for them.</summary>
    public static DbSet<ExportPackage> ExportPackages(this IGSendMailContext db) => db.Set<ExportPackage>();

    /// <summary>What requests for correction ask for.</summary>
    public static DbSet<Correction> Corrections(this IGSendMailContext db) => db.Set<Correction>();

    /// <summary>Who was told of requests.</summary>
    public static DbSet<RecipientNotice> RecipientNotices(this IGSendMailContext db) => db.Set<RecipientNotice>();

    /// <summary>What customers have to know to act on requests that were passed on to them.</summary>
    public static DbSet<PassedRequest> PassedRequests(this IGSendMailContext db) => db.Set<PassedRequest>();
}
