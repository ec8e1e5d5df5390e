using Microsoft.EntityFrameworkCore;

namespace IGSendMail.Storage;

/// <summary>The one place that opens transactions: retries transient faults and settles a commit in doubt.</summary>
internal static class OneTransaction
{
    public static async Task<T> RunAsync<T>(
        IGSendMailContext db, Func<CancellationToken, Task<T>> work, CancellationToken cancellation)
    {
        try
        {
            return await RunWithRetriesAsync(db, work, cancellation);
        }
        catch
        {
            // What was rolled back must not be saved by the next write on this context.
            db.ChangeTracker.Clear();
            throw;
        }
    }

    private static async Task<T> RunWithRetriesAsync<T>(
        IGSendMailContext db, Func<CancellationToken, Task<T>> work, CancellationToken cancellation)
    {
        var attempt = 0;
        var marker = db.Engine.CommitMayBeInDoubt ? RowKeys.New(db.Time) : Guid.Empty;

        return await db.Database.CreateExecutionStrategy().ExecuteInTransactionAsync(
            state: (db, work, marker),
            operation: async (state, token) =>
            {
                if (attempt++ > 0)
                {
                    state.db.ChangeTracker.Clear();
                }

                state.db.BeginTelling();

                if (state.marker != Guid.Empty)
                {
                    state.db.Add(new CommitMarker { Id = state.marker, At = state.db.Time.GetUtcNow() });
                }

                var result = await state.work(token);
                await state.db.SaveChangesAsync(token);
                return result;
            },
            verifySucceeded: async (state, token) => state.marker != Guid.Empty
                && await state.db.Set<CommitMarker>().AsNoTracking().AnyAsync(m => m.Id == state.marker, token),
            cancellation);
    }
}
