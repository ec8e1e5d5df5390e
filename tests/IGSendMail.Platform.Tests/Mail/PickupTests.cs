using IGSendMail.Privacy.PersonalData;
using IGSendMail.Storage;
using IGSendMail.Testing;
using Microsoft.Extensions.DependencyInjection;
using MimeKit;

namespace IGSendMail.Platform.Tests.Mail;

public sealed class PickupTests : IAsyncLifetime
{
    private readonly TestSite _site = new();
    private IServiceProvider _services = null!;

    private string Root => Path.Combine(_site.DataFolder, "mail");

    public Task InitializeAsync()
    {
        _services = _site.WithTestLetters();
        return Task.CompletedTask;
    }

    public Task DisposeAsync() => _site.DisposeAsync().AsTask();

    [Fact]
    public async Task A_letter_becomes_a_file_in_its_owners_folder_dated_and_without_a_personal_name()
    {
        await _services.PutAsync("cancel/jane@example.com", new TestLetter("jane@example.com", "Jane", "Hello"));

        await _services.DeliverAsync();

        var file = Assert.Single(Directory.GetFiles(Root, "*", SearchOption.AllDirectories));
        Assert.Equal(OwnerFolder.Of(Root, MailSite.Owner.Id), Path.GetDirectoryName(file));
        Assert.Equal(_site.Time.GetUtcNow(), OwnerFolder.MadeAt(file));
        Assert.DoesNotContain("jane", Path.GetFileName(file), StringComparison.OrdinalIgnoreCase);
        Assert.EndsWith(".eml", file, StringComparison.Ordinal);
        Assert.Equal("jane@example.com", Assert.Single((await MimeMessage.LoadAsync(file)).To.Mailboxes).Address);
    }

    [Fact]
    public async Task A_repeat_after_a_crash_replaces_the_same_file()
    {
        await _services.PutAsync("cancel/1", new TestLetter("jane@example.com", "Jane", "Hello"));
        var waiting = Assert.Single(await _services.WaitingAsync());
        var handler = _services.GetServices<IOutboxHandler>().Single(h => h.Kind == "letter");

        await handler.DeliverAsync(waiting, default);
        var first = await File.ReadAllBytesAsync(Assert.Single(Directory.GetFiles(Root, "*", SearchOption.AllDirectories)));
        _site.Time.Advance(TimeSpan.FromHours(5));
        await handler.DeliverAsync(waiting, default);

        var file = Assert.Single(Directory.GetFiles(Root, "*", SearchOption.AllDirectories));
        Assert.Equal(first, await File.ReadAllBytesAsync(file));
    }

    [Fact]
    public async Task A_half_written_file_of_a_killed_process_is_replaced()
    {
        await _services.PutAsync("cancel/2", new TestLetter("jane@example.com", "Jane", "Hello"));
        var waiting = Assert.Single(await _services.WaitingAsync());
        await _services.GetServices<IOutboxHandler>().Single(h => h.Kind == "letter").DeliverAsync(waiting, default);
        var file = Assert.Single(Directory.GetFiles(Root, "*", SearchOption.AllDirectories));
        File.Move(file, file + ".tmp");
        await File.WriteAllTextAsync(file + ".tmp", "From: half");

        await _services.DeliverAsync();

        Assert.Equal([file], Directory.GetFiles(Root, "*", SearchOption.AllDirectories));
        Assert.NotEmpty((await MimeMessage.LoadAsync(file)).HtmlBody!);
    }

    [Fact]
    public async Task A_letter_to_somebody_who_was_erased_is_not_written()
    {
        await _services.PutAsync("cancel/3", new TestLetter("jane@example.com", "Jane", "Hello"));

        await _services.GetRequiredService<Vault>().DestroyKeyAsync(MailSite.Owner, default);
        await _services.DeliverAsync();

        Assert.False(Directory.Exists(Root) && Directory.EnumerateFiles(Root, "*", SearchOption.AllDirectories).Any());
        Assert.Empty(await _services.WaitingAsync());
    }
}
