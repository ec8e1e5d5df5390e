namespace IGSendMail.Web.Tests.Starts;

/// <summary>Whoever chose to leave e-mails in a folder is told at every start what that means.</summary>
public sealed class MailModeTests : IAsyncLifetime
{
    private readonly ProductionPlace _place = new();

    public Task InitializeAsync() => _place.MigrateAsync();

    public Task DisposeAsync()
    {
        _place.Dispose();
        return Task.CompletedTask;
    }

    [Fact]
    public async Task With_Pickup_the_start_says_that_mail_waits_unencrypted_and_where()
    {
        await _place.ServeAsync(_place.With(), _ => Task.CompletedTask);

        Assert.Contains(Path.Combine(_place.Data, "mail"), Said(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task With_a_mail_server_it_does_not()
    {
        await _place.ServeAsync(
            _place.With(("Mail__Mode", "Smtp"), ("Mail__Smtp__Host", "127.0.0.1"), ("Mail__Smtp__Security", "None")), _ => Task.CompletedTask);

        Assert.Equal("", Said());
    }

    private string Said() => string.Concat(
        Directory.EnumerateFiles(Path.Combine(_place.Data, "logs")).SelectMany(File.ReadLines)
            .Where(line => line.Contains("waits unencrypted", StringComparison.Ordinal)));
}
