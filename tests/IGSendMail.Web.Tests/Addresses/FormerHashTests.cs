using System.Text.Json.Nodes;
using IGSendMail.Platform.Accounts;
using IGSendMail.Platform.Audience;
using IGSendMail.Privacy.Erasure;
using IGSendMail.Privacy.Holds;
using IGSendMail.Privacy.Requests;
using IGSendMail.Storage;
using IGSendMail.Testing;
using IGSendMail.Web.Features.Shared;
using IGSendMail.Web.Features.Site;
using IGSendMail.Web.Tests.Accounts;
using IGSendMail.Web.Tests.Requests;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace IGSendMail.Web.Tests.Addresses;

/// <summary>
/// Until November 2026 a domain was hashed as it was typed. What is stored so is found, is hashed anew where the
/// address is known, and is asked for under both where only a hash is.
/// </summary>
public sealed class FormerHashTests : IAsyncLifetime
{
    private const string Typed = "karla@bücher.example";

    private RemotePlace _place = null!;
    private TestSite _site = null!;

    public async Task InitializeAsync()
    {
        _place = await RemotePlace.StartAsync();
        _site = new TestSite();
        foreach (var (key, value) in _place.Settings())
        {
            _site.With(key, value);
        }
    }

    [Fact]
    public async Task An_account_of_the_past_is_found_by_every_spelling_and_nobody_opens_a_second()
    {
        await _site.RegisterAsync(Typed);
        await AgeAsync(Typed);

        Assert.Equal("/account", (await _site.Visitor().SignInAsync("karla@xn--bcher-kva.example")).Url.AbsolutePath);
        var second = await _site.Visitor().RegisterAsync(Accounts.Customer.Registration("Karla@xn--bcher-kva.example"));
        Assert.Equal(SiteRoutes.CheckMail, second.Url.AbsolutePath);
    }

    [Fact]
    public async Task Two_accounts_opened_with_two_spellings_stay_two_and_each_answers_to_its_own()
    {
        var unicode = await _site.RegisterAsync(Typed);
        await AgeAsync(Typed);
        await _site.InDatabaseAsync(async db => await db.Users().Where(u => u.Id == unicode.Id).ExecuteUpdateAsync(
            set => set.SetProperty(u => u.AddressHash, RowKeys.New(_site.Time))));
        var ascii = await _site.RegisterAsync("karla@xn--bcher-kva.example");
        await AgeAsync(unicode.Id, Typed);

        await RehashAsync();

        Assert.Equal(unicode.Id, await WhoAsync(Typed));
        Assert.Equal(ascii.Id, await WhoAsync("karla@xn--bcher-kva.example"));
        Assert.Equal(1, (await MarkAsync("users")).Kept);
    }

    [Fact]
    public async Task People_on_lists_of_the_past_are_found_for_requests_and_not_doubled_by_uploads()
    {
        await _site.PlantRecipientAsync("owner@example.com", Typed);
        await AgeAsync(Typed);

        await _site.AskAsync("karla@xn--bcher-kva.example", Right.Erasure);
        await _site.ConfirmAsync("karla@xn--bcher-kva.example", _site.Visitor());
        await _site.RunRequestsAsync();

        Assert.Equal("owner@example.com", Assert.Single(await _site.LettersAsync<RequestForControllerLetter>()).ToAddress);

        await UploadAgainAsync("email,name\r\nkarla@xn--bcher-kva.example,Somebody\r\n");
        Assert.Equal(1, await _site.InDatabaseAsync(db => db.Subscribers().CountAsync()));
    }

    [Fact]
    public async Task A_hold_placed_by_a_former_hash_still_holds()
    {
        var officer = await _site.OfficerAsync();
        await officer.SubmitAsync(await officer.GetAsync(PrivacyRoutes.OfficerHolds), "#hold-form", new Dictionary<string, string>
        {
            ["About"] = "Person",
            ["Address"] = Typed,
            ["Reason"] = "LegalClaim",
            ["CaseNumber"] = "2026-1",
            ["ReviewOn"] = "2027-01-01",
        });
        var former = await FormerAsync(Typed);
        await _site.InDatabaseAsync(async db => await db.LegalHolds().ExecuteUpdateAsync(set => set.SetProperty(h => h.AddressHash, former)));

        await _site.AskAsync("karla@xn--bcher-kva.example", Right.Erasure);
        await _site.ConfirmAsync("karla@xn--bcher-kva.example", _site.Visitor());
        await _site.WorkAsync();

        Assert.Equal(RequestState.Received, (await _site.NewestRequestAsync()).State);
        Assert.Equal(0, await _site.InDatabaseAsync(db => db.ErasureRuns().CountAsync()));
    }

    [Fact]
    public async Task A_remote_place_that_knows_only_the_former_hash_is_asked_for_it_too()
    {
        _place.Hold(await FormerAsync(Typed), new JsonObject { ["Note"] = "rang us in October" });
        _place.Hold(await _site.InScopeAsync(s => s.GetRequiredService<AddressHashes>().HashAsync(EmailAddress.Of(Typed), default).AsTask()),
            new JsonObject { ["Note"] = "rang us in December" });

        await _site.AskAsync("KARLA@xn--bcher-kva.example", Right.Erasure);
        await _site.ConfirmAsync("KARLA@xn--bcher-kva.example", _site.Visitor());
        await _site.WorkAsync();

        Assert.Equal(RequestState.Done, (await _site.NewestRequestAsync()).State);
        Assert.Equal(0, _place.Count);
    }

    [Fact]
    public async Task Rows_of_the_past_get_todays_hash_and_doubled_people_become_one()
    {
        await _site.PlantRecipientAsync("owner@example.com", Typed);
        await AgeAsync(Typed);
        await PlantDoubleAsync("karla@xn--bcher-kva.example");
        await _site.RegisterAsync("jörg@bücher.example");
        await AgeAsync("jörg@bücher.example");
        await _site.AskAsync("max@bücher.example");
        await AgeAsync("max@bücher.example");

        await RehashAsync();

        var key = await _site.InScopeAsync(s => s.GetRequiredService<AddressHashes>().KeyAsync(default).AsTask());
        var person = await _site.InDatabaseAsync(db => db.Subscribers().AsNoTracking().SingleAsync());
        Assert.Equal(AddressHashes.Hash(key, EmailAddress.Of(Typed)), person.AddressHash);
        var content = await _site.InScopeAsync(s => s.GetRequiredService<Sealer>().OpenAsync<SubscriberContent>(person, person.Content, default).AsTask());
        Assert.Equal("second", content.Attributes["name"]);
        Assert.Contains(AddressHashes.Hash(key, EmailAddress.Of("jörg@bücher.example")), await _site.InDatabaseAsync(db => db.Users().Select(u => u.AddressHash).ToListAsync()));
        Assert.Equal(AddressHashes.Hash(key, EmailAddress.Of("max@bücher.example")), (await _site.NewestRequestAsync()).AddressHash);
        foreach (var kind in (string[])["users", "subscribers", "requests"])
        {
            Assert.NotNull((await MarkAsync(kind)).FinishedAt);
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    public async Task A_killed_process_loses_no_row_and_counts_none_twice(int slicesBefore)
    {
        const int people = (AddressRehash.SliceRows * 2) + 7;
        await _site.PlantRecipientAsync("owner@example.com", "first@bücher.example");
        await UploadAgainAsync("email,name\r\n" + string.Concat(Enumerable.Range(1, people - 1).Select(i => $"p{i}@bücher.example,P\r\n")));
        await AgeListAsync();

        await RehashAsync(slicesBefore);
        await RehashAsync();

        var mark = await MarkAsync("subscribers");
        Assert.Equal((people, people, 0), ((int)mark.Rows, (int)mark.Changed, (int)mark.Kept));
        var key = await _site.InScopeAsync(s => s.GetRequiredService<AddressHashes>().KeyAsync(default).AsTask());
        var rows = await _site.InDatabaseAsync(db => db.Subscribers().AsNoTracking().ToListAsync());
        foreach (var row in rows)
        {
            var content = await _site.InScopeAsync(s => s.GetRequiredService<Sealer>().OpenAsync<SubscriberContent>(row, row.Content, default).AsTask());
            Assert.Equal(AddressHashes.Hash(key, EmailAddress.Of(content.Address)), row.AddressHash);
        }

        // Once through, it looks at nothing any more.
        await AgeListAsync();
        await RehashAsync();
        Assert.Equal(people, (await MarkAsync("subscribers")).Rows);
    }

    public async Task DisposeAsync()
    {
        _site.Dispose();
        await _place.DisposeAsync();
    }

    private Task<Guid> FormerAsync(string text) =>
        _site.InScopeAsync(s => s.GetRequiredService<AddressHashes>().FormerAsync(text, default).AsTask());

    /// <summary>Makes the rows of an address as the program made them before.</summary>
    private async Task AgeAsync(string address)
    {
        var former = await FormerAsync(address);
        var now = await _site.InScopeAsync(s => s.GetRequiredService<AddressHashes>().HashAsync(EmailAddress.Of(address), default).AsTask());
        await _site.InDatabaseAsync(async db =>
        {
            await db.Users().Where(u => u.AddressHash == now).ExecuteUpdateAsync(set => set.SetProperty(u => u.AddressHash, former));
            await db.DataSubjectRequests().Where(r => r.AddressHash == now).ExecuteUpdateAsync(set => set.SetProperty(r => r.AddressHash, former));
            return await db.Subscribers().Where(s => s.AddressHash == now).ExecuteUpdateAsync(set => set.SetProperty(s => s.AddressHash, former));
        });
    }

    private async Task AgeAsync(Guid userId, string address)
    {
        var former = await FormerAsync(address);
        await _site.InDatabaseAsync(db => db.Users().Where(u => u.Id == userId).ExecuteUpdateAsync(set => set.SetProperty(u => u.AddressHash, former)));
    }

    private async Task AgeListAsync()
    {
        foreach (var row in await _site.InDatabaseAsync(db => db.Subscribers().AsNoTracking().ToListAsync()))
        {
            var content = await _site.InScopeAsync(s => s.GetRequiredService<Sealer>().OpenAsync<SubscriberContent>(row, row.Content, default).AsTask());
            var former = await FormerAsync(content.Address);
            await _site.InDatabaseAsync(db => db.Subscribers().Where(s => s.Id == row.Id).ExecuteUpdateAsync(set => set.SetProperty(s => s.AddressHash, former)));
        }
    }

    /// <summary>A row that an upload added because it took another spelling for another person.</summary>
    private Task PlantDoubleAsync(string address) => _site.InScopeAsync(async services =>
    {
        var db = services.GetRequiredService<IGSendMailContext>();
        var first = await db.Subscribers().AsNoTracking().SingleAsync();
        var id = RowKeys.New(_site.Time);
        var content = new SubscriberContent(address, new OrderedDictionary<string, string> { ["name"] = "second" });
        db.Add(new Subscriber
        {
            AccountId = first.AccountId,
            Id = id,
            ListId = first.ListId,
            AddressHash = await services.GetRequiredService<AddressHashes>().HashAsync(EmailAddress.Of(address), default),
            Content = await services.GetRequiredService<Sealer>().SealAsync(Subscriber.PlaceOf(AudienceKeys.Audience.Of(first.AccountId), id), content, default),
            AddedAt = first.AddedAt.AddDays(1),
        });
        await db.SaveChangesAsync();
    });

    private Task UploadAgainAsync(string csv) => _site.InScopeAsync(async services =>
    {
        var list = await services.GetRequiredService<IGSendMailContext>().SubscriberLists().AsNoTracking().SingleAsync();
        using var file = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(csv));
        await services.UploadAsync(new ListKey(list.AccountId, list.Id), file);
        await services.GetRequiredService<ImportWork>().RunAsync(default);
    });

    /// <summary>The work, by a process of its own; killed before it writes one slice more than so many.</summary>
    private async Task RehashAsync(int? slices = null)
    {
        _site.Time.Advance(Leases.Length + Leases.Length);
        var services = _site.Services;
        using var kill = new CancellationTokenSource();
        var kinds = services.GetServices<IAddressedRows>().Select(rows => new KilledRows(rows, slices, kill));
        var work = ActivatorUtilities.CreateInstance<AddressRehash>(services, kinds);
        if (slices is null)
        {
            await work.RunAsync(default);
        }
        else
        {
            await Assert.ThrowsAnyAsync<OperationCanceledException>(() => work.RunAsync(kill.Token));
        }
    }

    private async Task<Guid> WhoAsync(string address) => await _site.InScopeAsync(async services =>
        (await services.GetRequiredService<Microsoft.AspNetCore.Identity.UserManager<User>>().FindByEmailAsync(address))!.Id);

    private Task<AddressRehashMark> MarkAsync(string kind) =>
        _site.InDatabaseAsync(db => db.AddressRehashes().AsNoTracking().SingleAsync(m => m.Kind == kind));

    /// <summary>Rows on whose way the process ends: after so many slices of people on lists.</summary>
    private sealed class KilledRows(IAddressedRows rows, int? slices, CancellationTokenSource kill) : IAddressedRows
    {
        private int _read;

        public string Name => rows.Name;

        public Task<RehashPage> ReadAsync(IGSendMailContext db, string? after, int most, CancellationToken cancellation) =>
            rows.ReadAsync(db, after, most, cancellation);

        public async Task<bool> RehashAsync(IGSendMailContext db, StaleAddress row, CancellationToken cancellation)
        {
            if (rows.Name == "subscribers" && slices is { } most && _read++ >= most * AddressRehash.SliceRows)
            {
                // In the middle of the transaction.
                await kill.CancelAsync();
                cancellation.ThrowIfCancellationRequested();
            }

            return await rows.RehashAsync(db, row, cancellation);
        }
    }
}
