using System.Data.Common;
using System.Security.Claims;
using IGSendMail.Privacy.PersonalData;
using IGSendMail.Storage;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;

namespace IGSendMail.Platform.Accounts;

/// <summary>Keeps what a sign-in consists of in rows, which all replicas share, and gives the cookie a random key that finds them.</summary>
internal sealed class TicketStore(IDbContextFactory<IGSendMailContext> contexts, Sealer sealer, TimeProvider time) : ITicketStore
{
    /// <summary>That a session was used is noted so often at most: a page is read without a write.</summary>
    public static readonly TimeSpan BetweenNotes = TimeSpan.FromMinutes(5);

    /// <summary>How long a page waits for a database that does not answer.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    /// <summary>How long it waits until it may note that the session was used.</summary>
    private static readonly TimeSpan PatienceWithNotes = TimeSpan.FromMilliseconds(500);

    public Task<string> StoreAsync(AuthenticationTicket ticket) => StoreAsync(ticket, "", CancellationToken.None);

    public Task<string> StoreAsync(AuthenticationTicket ticket, HttpContext httpContext, CancellationToken cancellationToken) =>
        StoreAsync(ticket, httpContext.Request.Headers.UserAgent.ToString(), cancellationToken);

    public Task RenewAsync(string key, AuthenticationTicket ticket) => RenewAsync(key, ticket, CancellationToken.None);

    /// <summary>A longer life for a session that is in use. One that was ended meanwhile stays ended.</summary>
    public async Task RenewAsync(string key, AuthenticationTicket ticket, CancellationToken cancellationToken)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        await db.WriteAsync(WriteUrgency.Interactive, async token =>
        {
            if (KeptSecret.HashOf(key) is { } hash
                && await db.Sessions().AsNoTracking().SingleOrDefaultAsync(s => s.KeyHash == hash, token) is { } session)
            {
                var (content, expiresAt) = (await SealAsync(session.Place, ticket, token), ExpiryOf(ticket));
                await db.Sessions().Where(s => s.Id == session.Id).ExecuteUpdateAsync(
                    set => set.SetProperty(s => s.Ticket, content).SetProperty(s => s.ExpiresAt, expiresAt), token);
            }
        }, cancellationToken);
    }

    public Task<AuthenticationTicket?> RetrieveAsync(string key) => RetrieveAsync(key, CancellationToken.None);

    public async Task<AuthenticationTicket?> RetrieveAsync(string key, CancellationToken cancellationToken)
    {
        // Nobody can say now whether the sign-in holds: for this request it does not, and the person keeps it.
        // What everybody may read and do (refuse cookies above all) goes on.
        if (await PatientlyAsync(token => FindAsync(key, token), Patience, cancellationToken) is not { } found)
        {
            return null;
        }

        if (found.Session.LastUsedAt + BetweenNotes <= time.GetUtcNow())
        {
            // Where others write just now the next page notes it: nobody is signed out for that.
            await PatientlyAsync(token => NoteAsync(found.Session, token), PatienceWithNotes, cancellationToken);
        }

        return found.Ticket;
    }

    public Task RemoveAsync(string key) => RemoveAsync(key, CancellationToken.None);

    public async Task RemoveAsync(string key, CancellationToken cancellationToken)
    {
        if (KeptSecret.HashOf(key) is { } hash)
        {
            await using var db = await contexts.CreateDbContextAsync(cancellationToken);
            await db.WriteAsync(
                WriteUrgency.Interactive, token => db.Sessions().Where(s => s.KeyHash == hash).ExecuteDeleteAsync(token), cancellationToken);
        }
    }

    private async Task<string> StoreAsync(AuthenticationTicket ticket, string userAgent, CancellationToken cancellation)
    {
        var (userId, accountId) = (Guid.Parse(ticket.Principal.FindFirstValue(PersonClaims.UserId)!), AccountOf(ticket.Principal));
        var (id, key, now) = (RowKeys.New(time), KeptSecret.New(), time.GetUtcNow());
        ((ClaimsIdentity)ticket.Principal.Identity!).AddClaim(new Claim(SignInClaims.Session, id.ToString()));
        var owner = accountId is { } account ? PersonKeys.Account.Of(account) : PersonKeys.Officer.Of(userId);
        var content = await SealAsync(Session.PlaceOf(owner, id), ticket, cancellation);
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        await db.WriteAsync(WriteUrgency.Interactive, _ =>
        {
            db.Add(new Session
            {
                Id = id,
                UserId = userId,
                AccountId = accountId,
                KeyHash = key.Hash,
                Ticket = content,
                Device = DeviceWords.Of(userAgent),
                SignedInAt = now,
                LastUsedAt = now,
                ExpiresAt = ExpiryOf(ticket),
            });
            return Task.CompletedTask;
        }, cancellation);
        return key.Text;
    }

    /// <summary>The result, or null if the database does not give it in time.</summary>
    private static async Task<T?> PatientlyAsync<T>(Func<CancellationToken, Task<T?>> ask, TimeSpan patience, CancellationToken cancellation)
        where T : class
    {
        using var soon = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        soon.CancelAfter(patience);
        try
        {
            return await ask(soon.Token);
        }
        catch (Exception unknown) when (unknown is DbException or OperationCanceledException && !cancellation.IsCancellationRequested)
        {
            return null;
        }
    }

    private async Task<Found?> FindAsync(string key, CancellationToken cancellation)
    {
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        if (KeptSecret.HashOf(key) is not { } hash
            || await db.Sessions().AsNoTracking().SingleOrDefaultAsync(s => s.KeyHash == hash, cancellation) is not { } session)
        {
            return null;
        }

        try
        {
            var content = await sealer.OpenAsync<SessionTicket>(session, session.Ticket, cancellation);
            return TicketSerializer.Default.Deserialize(content.Ticket) is { } ticket ? new Found(session, ticket) : null;
        }
        catch (KeyDestroyedException)
        {
            // The erasure of its person is under way.
            return null;
        }
    }

    private async Task<Session?> NoteAsync(Session session, CancellationToken cancellation)
    {
        var now = time.GetUtcNow();
        await using var db = await contexts.CreateDbContextAsync(cancellation);
        await db.WriteAsync(
            WriteUrgency.Interactive,
            token => db.Sessions().Where(s => s.Id == session.Id).ExecuteUpdateAsync(set => set.SetProperty(s => s.LastUsedAt, now), token),
            cancellation);
        return session;
    }

    private ValueTask<Sealed> SealAsync(SealedPlace place, AuthenticationTicket ticket, CancellationToken cancellation) =>
        sealer.SealAsync(place, new SessionTicket(TicketSerializer.Default.Serialize(ticket)), cancellation);

    private DateTimeOffset ExpiryOf(AuthenticationTicket ticket) =>
        ticket.Properties.ExpiresUtc ?? time.GetUtcNow() + AccountsRegistration.SignInLasts;

    private static Guid? AccountOf(ClaimsPrincipal person) =>
        Guid.TryParse(person.FindFirstValue(PersonClaims.AccountId), out var account) ? account : null;

    private sealed record Found(Session Session, AuthenticationTicket Ticket);
}
