using IGSendMail.Privacy.Audit;

namespace IGSendMail.Privacy.Backups;

/// <summary>What this room enters in the trail.</summary>
public static class BackupActs
{
    /// <summary>A backup was made.</summary>
    public static readonly AuditAct Made = new("BackupMade", "Backup made");

    /// <summary>A backup was tried in a drill.</summary>
    public static readonly AuditAct Checked = new("BackupChecked", "Backup put back on trial");

    /// <summary>A backup took the place of what was there.</summary>
    public static readonly AuditAct Restored = new("BackupRestored", "Backup put back");
}
