using IGSendMail.Privacy.Audit;

namespace IGSendMail.Web.Hosting;

/// <summary>What this room enters in the trail.</summary>
public static class OperatorActs
{
    /// <summary>The database was brought up to date.</summary>
    public static readonly AuditAct DatabaseMigrated = new("DatabaseMigrated", "Database brought up to date");

    /// <summary>Everything was wrapped anew under a new master key.</summary>
    public static readonly AuditAct MasterKeyRotated = new("MasterKeyRotated", "Master key changed");

    /// <summary>Values were sealed anew under a new data key.</summary>
    public static readonly AuditAct DataKeyRotated = new("DataKeyRotated", "Data key changed");

    /// <summary>Another data folder was declared to be the one of this database.</summary>
    public static readonly AuditAct DataFolderAdopted = new("DataFolderAdopted", "New data folder taken on");
}
