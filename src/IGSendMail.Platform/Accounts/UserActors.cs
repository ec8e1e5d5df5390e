using IGSendMail.Privacy.Audit;

namespace IGSendMail.Platform.Accounts;

/// <summary>Users as the audit trail knows them.</summary>
internal static class UserActors
{
    /// <summary>The user as the one who acts.</summary>
    public static AuditActor AsActor(this User user) =>
        user.IsOfficer ? AuditActor.Officer(new(user.Id)) : AuditActor.Customer(user.Id);
}
