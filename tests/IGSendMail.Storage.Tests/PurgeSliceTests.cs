using IGSendMail.Platform.Audience;
using Microsoft.EntityFrameworkCore;

namespace IGSendMail.Storage.Tests;

/// <summary>A slice of a purge takes the first rows of one owner in key order, as many as asked for, and nobody else's.</summary>
public sealed class PurgeSliceTests
{
    private static readonly PurgeTarget Target = new("Subscribers", "AccountId", ["AccountId", "Id"]);
    private static readonly Guid Before = new("01930000-0000-7000-8000-000000000001");
    private static readonly Guid Account = new("01930000-0000-7000-8000-000000000002");
    private static readonly Guid After = new("01930000-0000-7000-8000-000000000003");

    public static TheoryData<string, int, int> Cases
    {
        get
        {
            var cases = new TheoryData<string, int, int>();
            foreach (var engine in new[] { "Sqlite", "SqlServer" })
            {
                foreach (var (rows, most) in new[] { (10, 4), (10, 1), (10, 10), (10, 11), (0, 4), (1, 1) })
                {
                    cases.Add(engine, rows, most);
                }
            }

            return cases;
        }
    }

    [SkippableTheory, MemberData(nameof(Cases))]
    public async Task A_slice_takes_the_first_rows_of_its_owner_and_nobody_elses(string engine, int rows, int most)
    {
        await using var storage = await TestStorage.OnAsync(engine);
        await using var db = storage.Open();
        var keys = await AddAsync(storage, db, Account, rows);
        await AddAsync(storage, db, Before, 3);
        await AddAsync(storage, db, After, 3);

        for (var left = rows; left >= 0; left -= most)
        {
            var gone = await db.WriteAsync(WriteUrgency.Background, token => db.Engine.PurgeSliceAsync(db, Target, Account, most, token), default);

            Assert.Equal(Math.Min(left, most), gone);
            Assert.Equal(keys[^Math.Max(0, left - most)..], await KeysAsync(db, Account));
        }

        Assert.Equal(3, (await KeysAsync(db, Before)).Count);
        Assert.Equal(3, (await KeysAsync(db, After)).Count);
    }

    private static async Task<List<Guid>> AddAsync(TestStorage storage, IGSendMailContext db, Guid account, int rows)
    {
        var list = RowKeys.New(storage.Time);
        var keys = Enumerable.Range(0, rows).Select(_ => RowKeys.New(storage.Time)).ToList();
        await db.WriteAsync(WriteUrgency.Background, token => db.Engine.InsertAsync(db, keys.ConvertAll(key => new Subscriber
        {
            AccountId = account,
            Id = key,
            ListId = list,
            AddressHash = key,
            Content = new Sealed([1]),
            AddedAt = storage.Time.GetUtcNow(),
        }), token), default);
        return await KeysAsync(db, account);
    }

    private static Task<List<Guid>> KeysAsync(IGSendMailContext db, Guid account) => db.Subscribers().AsNoTracking()
        .Where(s => s.AccountId == account).OrderBy(s => s.Id).Select(s => s.Id).ToListAsync();
}
