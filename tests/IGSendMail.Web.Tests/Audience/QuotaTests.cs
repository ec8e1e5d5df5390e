using System.Net;
using IGSendMail.Platform.Audience;
using IGSendMail.Testing;
using IGSendMail.Web.Tests.Requests;
using Microsoft.EntityFrameworkCore;

namespace IGSendMail.Web.Tests.Audience;

/// <summary>One account does not fill the disk for all: what it may bring in is a setting, and the message names it and the remedy.</summary>
public sealed class QuotaTests : IAsyncDisposable
{
    private readonly TestSite _site = new();

    public ValueTask DisposeAsync() => _site.DisposeAsync();

    [Fact]
    public async Task An_account_with_all_the_people_it_may_hold_takes_no_further_file_until_a_list_is_deleted()
    {
        _site.With("Audience:MaxPeople", "2");
        var visitor = await UploaderAsync("ada@example.org");
        Assert.Equal(HttpStatusCode.OK, (await ListSite.NewListAsync(visitor, "email\na@example.org\nb@example.org\n"u8.ToArray())).Status);

        var refused = await ListSite.AskedAsync(visitor, "email\nc@example.org\n"u8.ToArray());
        var other = await ListSite.NewListAsync(await UploaderAsync("bob@example.org"), "email\nc@example.org\n"u8.ToArray());

        Assert.Equal(HttpStatusCode.BadRequest, refused.Status);
        Assert.Contains("your account holds 2 people, which is the most it may. Delete lists", refused.TextOf("#problems"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, other.Status);
    }

    [Fact]
    public async Task Files_that_wait_to_be_read_or_answered_are_bounded_too()
    {
        _site.With("Audience:MaxWaitingBytes", "1048576");
        var visitor = await UploaderAsync("ada@example.org");
        await ListSite.AskedAsync(visitor, "email\na@example.org\n"u8.ToArray());
        await _site.InDatabaseAsync(db => db.Imports().ExecuteUpdateAsync(set => set.SetProperty(i => i.Size, 1_048_576)));

        var refused = await ListSite.AskedAsync(visitor, "email\nc@example.org\n"u8.ToArray());

        Assert.Equal(HttpStatusCode.BadRequest, refused.Status);
        Assert.Contains("1 MB of your uploads are being read or wait for your answer", refused.TextOf("#problems"), StringComparison.Ordinal);
        Assert.Contains("Answer them, then upload this one again", refused.TextOf("#problems"), StringComparison.Ordinal);
    }

    private async Task<PageVisitor> UploaderAsync(string address)
    {
        await _site.RegisterAsync(address);
        return await _site.SignedInAsync(address);
    }
}
