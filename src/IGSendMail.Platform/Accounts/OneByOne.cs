namespace IGSendMail.Platform.Accounts;

/// <summary>
/// Lets what one person does at the same instant happen one after the other in this process. An attempt at a password counts before it is looked
/// at; a form that is pressed eight times would otherwise use up its five attempts with the right one.
/// </summary>
public sealed class OneByOne : IDisposable
{
    // Two people who share a place wait for each other now and then, which harms neither.
    private readonly SemaphoreSlim[] _places = [.. Enumerable.Range(0, 256).Select(_ => new SemaphoreSlim(1))];

    /// <summary>Does it when the person's turn has come.</summary>
    public async Task<T> RunAsync<T>(Guid person, Func<Task<T>> act)
    {
        var place = _places[(person.GetHashCode() & int.MaxValue) % _places.Length];
        await place.WaitAsync(CancellationToken.None);
        try
        {
            return await act();
        }
        finally
        {
            place.Release();
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        foreach (var place in _places)
        {
            place.Dispose();
        }
    }
}
