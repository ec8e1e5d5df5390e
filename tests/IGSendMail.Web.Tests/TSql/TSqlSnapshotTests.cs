using System.Collections.Frozen;
using System.Text;
using IGSendMail.Platform.Accounts;
using IGSendMail.Privacy.Audit;
using IGSendMail.Privacy.Erasure;
using IGSendMail.Privacy.PersonalData;
using IGSendMail.Privacy.Requests;
using IGSendMail.Privacy.Retention;
using IGSendMail.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.SqlServer.TransactSql.ScriptDom;

using Identifier = IGSendMail.Privacy.PersonalData.Identifier;

namespace IGSendMail.Web.Tests.TSql;

/// <summary>
/// What the site sends to SQL Server where it counts: every purge, every expiry, and the queries behind retention, the
/// queues, the audit trail and the look-up of people. Recorded without a server, compared with the snapshot beside this file, and
/// parsed. After a wanted change run it with IGSENDMAIL_RENEW=1 and look at the difference.
/// </summary>
public sealed class TSqlSnapshotTests
{
    private static readonly Guid Anybody = new("0193a000-0000-7000-8000-000000000001");
    private static readonly DateTimeOffset Now = new(2026, 11, 10, 12, 0, 0, TimeSpan.Zero);

    [Fact]
    public async Task What_is_sent_to_SQL_Server_is_what_the_snapshot_says_and_parses()
    {
        var recorder = new Recorder();
        await using var site = SiteOnSqlServer.Build(recorder);
        var text = new StringBuilder();
        await using var scope = site.Services.CreateAsyncScope();
        var db = scope.ServiceProvider.GetRequiredService<IGSendMailContext>();
        foreach (var (title, work) in Work(scope.ServiceProvider, db))
        {
            recorder.Statements.Clear();
            await work();
            text.Append("-- ").Append(title).Append('\n');
            foreach (var statement in recorder.Statements)
            {
                Assert.Empty(Errors(statement));
                text.Append(statement.ReplaceLineEndings("\n").Trim()).Append(";\n");
            }

            text.Append('\n');
        }

        var file = SiteOnSqlServer.Snapshot;
        if (Environment.GetEnvironmentVariable("IGSENDMAIL_RENEW") == "1")
        {
            await File.WriteAllTextAsync(file, text.ToString());
        }

        Assert.Equal((await File.ReadAllTextAsync(file)).ReplaceLineEndings("\n"), text.ToString());
    }

    private static IEnumerable<(string Title, Func<Task> Work)> Work(IServiceProvider services, IGSendMailContext db)
    {
        var map = services.GetRequiredService<DataMap>();
        var subject = DataSubject.Of(services.GetRequiredService<WordBook>().All<IdentifierKind>().OrderBy(k => k.Number).Select(kind => new Identifier(kind, Anybody)));
        foreach (var table in map.Tables.Where(t => t.Owner != DataOwner.Nobody))
        {
            var store = map.Stores.Single(s => s.Description.Key == table.Entity.Name);
            yield return ($"purge of {table.Entity.Name}", () => store.EraseAsync(db, new ErasureSlice(subject, 1_000), default));
            yield return ($"read-back of {table.Entity.Name}", () => store.LeftAsync(subject, default));
            if (store is IHoldForOthers others && table.Identifiers.Any(i => i.ForAnotherController))
            {
                yield return ($"what a copy of {table.Entity.Name} leaves out", () => others.CountHeldForOthersAsync(subject, default));
            }
        }

        foreach (var expiry in map.Expiries.Where(e => e.GetType().Name.StartsWith("TableExpiry", StringComparison.Ordinal)))
        {
            yield return ($"expiry of {expiry.StoreKey}", () => expiry.ExpireSliceAsync(db, Now, FrozenSet<Guid>.Empty, 1_000, default));
        }

        foreach (var scope in RetentionCauses.Scopes)
        {
            var after = new DueDeletion(Anybody, scope, Now, Now);
            yield return ($"accounts due for the erasure of {scope}", () => DueDeletions.FindAsync(db, scope, Now, after, 500, default));
        }

        var directory = services.GetRequiredService<ISubjectDirectory>();
        yield return ("holder of an address", () => directory.FindHolderAsync([Anybody], default));
        yield return ("customers who hold an address", () => services.GetRequiredService<IAddressControllers>().OfAsync([Anybody], default));
        yield return ("the officer's queue", () => services.GetRequiredService<RequestCases>().OpenByDeadlineAsync(null, default));
        yield return ("somebody who signs in", () => UserStore.WithAddress(db, [Anybody]).SingleOrDefaultAsync());
        yield return ("the next message of the outbox", () => Outbox.Due(db, Now).FirstOrDefaultAsync());
        yield return ("the next request", () => RequestWork.After(db, (new DateOnly(2026, 11, 10), Anybody), Now).FirstOrDefaultAsync());
        yield return ("unfinished erasures", () => ErasureWork.Unfinished(db).ToListAsync());
        yield return ("the next entries of the audit trail", () => AuditSequencer.Next(db, AuditSequencer.Batch).ToListAsync());
        yield return ("cut of the audit trail", () => AuditExpiry.DeleteAsync(db, upTo: 1_000, default));
    }

    private static IList<ParseError> Errors(string statement)
    {
        using var reader = new StringReader(statement);
        new TSql160Parser(initialQuotedIdentifiers: true).Parse(reader, out var errors);
        return errors;
    }
}
