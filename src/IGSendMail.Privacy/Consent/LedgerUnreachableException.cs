using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;

namespace IGSendMail.Privacy.Consent;

/// <summary>The ledger cannot be read or written, or it is not known in time whether it could.</summary>
public sealed class LedgerUnreachableException(Exception? cause)
    : Exception("The consent ledger cannot be reached.", cause)
{
    /// <summary>True if a failure is the database's, not ours.</summary>
    internal static bool IsBehind(Exception failure) =>
        failure is DbUpdateException or RetryLimitExceededException
        || failure.GetBaseException() is DbException or IOException or TimeoutException;
}
