using IGSendMail.Platform.Accounts;
using IGSendMail.Privacy.Audit;
using IGSendMail.Privacy.Erasure;
using IGSendMail.Privacy.PersonalData;
using IGSendMail.Privacy.Requests;
using IGSendMail.Storage;
using Microsoft.EntityFrameworkCore;

namespace IGSendMail.Privacy.Tests.Audit;

/// <summary>The trail says who it was only as long as it may.</summary>
public sealed class PersonTests : IAsyncLifetime
{
    private AuditRoom _audit = null!;

    public async Task InitializeAsync() => _audit = await AuditRoom.OpenAsync();

    public async Task DisposeAsync() => await _audit.DisposeAsync();

    [Fact]
    public async Task Who_exactly_is_sealed_beside_the_entry_and_bound_to_it()
    {
        var (account, user) = (RowKeys.New(TimeProvider.System), RowKeys.New(TimeProvider.System));
        await EnterAsync(new(AccountActs.PasswordChanged, AuditActor.Customer(user), PersonKeys.Account.Of(account)));

        await using var db = _audit.Open();
        var entry = await db.AuditEntries().AsNoTracking().SingleAsync(e => e.Act == AccountActs.PasswordChanged.Name);
        var person = await db.AuditPersons().AsNoTracking().SingleAsync(p => p.EntryId == entry.Id);
        var content = await _audit.Get<Sealer>()
            .OpenAsync<AuditPersonContent>(person, person.Content, default);

        Assert.Equal(new AuditPersonContent(user, account), content);
        Assert.Equal(entry.Commitment, content.Commit(person.Salt));
        Assert.NotEqual(entry.Commitment, (content with { User = account }).Commit(person.Salt));
        Assert.NotEqual(entry.Commitment, content.Commit(new byte[AuditPerson.SaltLength]));
        Assert.DoesNotContain(entry.Actor, new Guid?[] { user, account, null });
        Assert.DoesNotContain(entry.Subject, new Guid?[] { user, account, null });
    }

    [Fact]
    public async Task The_chain_stays_whole_without_the_personal_parts()
    {
        await _audit.EnterAsync(8);
        await _audit.Sequencer.RunAsync(default);
        await using var db = _audit.Open();
        Assert.Equal(8, await db.WriteAsync(
            WriteUrgency.Background, token => db.AuditPersons().ExecuteDeleteAsync(token), default));

        Assert.Null((await _audit.VerifyAsync()).Fault);
    }

    [Fact]
    public async Task An_entry_about_somebody_erased_stands_without_saying_who()
    {
        var owner = PersonKeys.Account.Of(RowKeys.New(TimeProvider.System));
        await EnterAsync(new(AccountActs.Opened, AuditActor.SomebodyOf(owner.Id), owner));
        await _audit.Get<Vault>().DestroyKeyAsync(owner, default);

        await EnterAsync(new(ErasureActs.KeyDestroyed, AuditActor.System, owner));

        await using var db = _audit.Open();
        var entry = await db.AuditEntries().AsNoTracking().SingleAsync(e => e.Act == ErasureActs.KeyDestroyed.Name);
        Assert.Null(entry.Commitment);
        Assert.False(await db.AuditPersons().AnyAsync(p => p.EntryId == entry.Id));
        Assert.Equal(2, await db.AuditEntries().CountAsync(e => e.Subject == entry.Subject));
    }

    [Fact]
    public async Task An_officer_is_not_named_in_what_belongs_to_somebody_else()
    {
        var request = PersonKeys.Request.Of(RowKeys.New(TimeProvider.System));
        await EnterAsync(new(RequestActs.ContactOpened, AuditActor.Officer(new(RowKeys.New(TimeProvider.System))), request));

        await using var db = _audit.Open();
        var person = await db.AuditPersons().AsNoTracking().SingleAsync(p => p.OwnerId == request.Id);
        var content = await _audit.Get<Sealer>()
            .OpenAsync<AuditPersonContent>(person, person.Content, default);
        Assert.Equal(new AuditPersonContent(null, request.Id), content);
    }

    [Fact]
    public void The_same_key_of_another_kind_has_another_pseudonym_and_another_secret_others_still()
    {
        var id = RowKeys.New(TimeProvider.System);
        var key = new byte[32];
        IdentifierKind[] kinds = [IdentifierKind.Account, IdentifierKind.User, IdentifierKind.Request];

        Assert.Equal(3, kinds.Select(k => Pseudonyms.Of(key, new Identifier(k, id))).Distinct().Count());
        Assert.NotEqual(
            Pseudonyms.Of(key, new Identifier(IdentifierKind.User, id)),
            Pseudonyms.Of([.. key.Skip(1), 1], new Identifier(IdentifierKind.User, id)));
        Assert.Throws<ArgumentException>(() => Pseudonyms.Of(key, new Identifier(IdentifierKind.Address, id)));
    }

    private async Task EnterAsync(AuditDeed deed)
    {
        await using var db = _audit.Open();
        await db.WriteAsync(WriteUrgency.Interactive, token => _audit.Trail.AppendAsync(db, deed, token).AsTask(), default);
    }
}
