using IGSendMail.Privacy.Requests;
using IGSendMail.Testing;

namespace IGSendMail.Web.Tests.Requests;

/// <summary>A second request never blocks, cancels or shows the first; the two know of each other.</summary>
public sealed class DuplicateTests : IAsyncDisposable
{
    private const string Address = "guest@example.com";
    private readonly TestSite _site = new();

    public ValueTask DisposeAsync() => _site.DisposeAsync();

    [Fact]
    public async Task The_second_is_linked_with_the_first_once_it_is_confirmed_and_both_are_answered()
    {
        var (first, second) = (_site.Visitor(), _site.Visitor());
        var one = await ConfirmedAsync(first);
        await _site.AskAsync(Address, visitor: second);
        Assert.Null((await _site.NewestRequestAsync()).EarlierId);
        await _site.ConfirmAsync(Address, second);
        var two = await _site.NewestRequestAsync();

        Assert.Equal((await _site.ReadAsync(one)).Id, two.EarlierId);
        Assert.Contains(one, (await second.GetAsync("/privacy/requests/" + two.Reference)).TextOf("main"), StringComparison.Ordinal);
        Assert.DoesNotContain(two.Reference, (await first.GetAsync("/privacy/requests/" + one)).TextOf("main"), StringComparison.Ordinal);
        await _site.RunRequestsAsync();
        Assert.Equal(RequestState.Done, (await _site.ReadAsync(one)).State);
        Assert.Equal(RequestState.Done, (await _site.ReadAsync(two.Reference)).State);
    }

    [Fact]
    public async Task A_stranger_who_asks_with_the_address_learns_nothing_and_changes_nothing()
    {
        var one = await ConfirmedAsync(_site.Visitor());
        var stranger = _site.Visitor();
        var sent = await _site.AskAsync(Address, visitor: stranger);
        var other = await _site.AskAsync("other@example.com");

        Assert.Equal(other.Text, sent.Text);
        Assert.Null((await _site.NewestRequestAsync()).EarlierId);
        Assert.Equal(RequestState.Received, (await _site.ReadAsync(one)).State);
    }

    [Fact]
    public async Task Another_right_and_an_answered_request_are_no_duplicates()
    {
        await ConfirmedAsync(_site.Visitor());
        await _site.AskAsync(Address, Right.Portability);
        await _site.ConfirmAsync(Address, _site.Visitor());
        Assert.Null((await _site.NewestRequestAsync()).EarlierId);

        await _site.RunRequestsAsync();
        await ConfirmedAsync(_site.Visitor());
        Assert.Null((await _site.NewestRequestAsync()).EarlierId);
    }

    private async Task<string> ConfirmedAsync(PageVisitor visitor)
    {
        await _site.AskAsync(Address, visitor: visitor);
        await _site.ConfirmAsync(Address, visitor);
        return (await _site.NewestRequestAsync()).Reference;
    }
}
