using IGSendMail.Privacy.Audit;
using IGSendMail.Storage;
using IGSendMail.Wishes;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace IGSendMail.Extension.Tests;

/// <summary>An act and a letter that a feature brings are entered and written like every other.</summary>
public sealed class TrailTests : IAsyncLifetime
{
    private WishSite _wishes = null!;

    public async Task InitializeAsync() => _wishes = await WishSite.StartAsync();

    public Task DisposeAsync() => _wishes.DisposeAsync().AsTask();

    [Fact]
    public async Task The_act_is_chained_and_the_trail_verifies()
    {
        await _wishes.WishAsync("a button that is blue");
        await _wishes.WorkAsync();
        await _wishes.Site.InScopeAsync(services => services.GetRequiredService<AuditSequencer>().RunAsync(CancellationToken.None));

        Assert.Equal(1, await _wishes.Site.InDatabaseAsync(db => db.Set<AuditEntry>().CountAsync(e => e.Act == "WishSent")));
        var report = await _wishes.Site.InScopeAsync(services => services.GetRequiredService<AuditVerifier>().VerifyAsync(
            services.GetRequiredService<IGSendMailContext>(), null, CancellationToken.None));
        Assert.Null(report.Fault);
        Assert.Equal((0L, true), (report.Waiting, report.Verified > 0));
    }

    [Fact]
    public async Task The_letter_is_written_under_the_name_of_the_site_and_does_not_repeat_the_wish()
    {
        await _wishes.WishAsync("a button that is blue");
        await _wishes.WorkAsync();

        var mail = Assert.Single(_wishes.Mails(), m => m.Subject!.Contains("thank you for your wish", StringComparison.Ordinal));
        Assert.Equal("IGSendMail: thank you for your wish", mail.Subject);
        Assert.Contains("Hello Ada Example,", mail.TextBody, StringComparison.Ordinal);
        Assert.Contains("We delete it on 10 November 2027", mail.TextBody, StringComparison.Ordinal);
        Assert.Contains("IGSendMail LLC", mail.TextBody, StringComparison.Ordinal);
        Assert.DoesNotContain("blue", mail.TextBody + mail.HtmlBody, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wish_that_cannot_be_thanked_for_is_not_kept_and_not_entered()
    {
        await _wishes.Site.InScopeAsync(services => services.GetRequiredService<Vault>().DestroyKeyAsync(
            Privacy.PersonalData.PersonKeys.Account.Of(_wishes.AccountId), CancellationToken.None));

        await Assert.ThrowsAsync<KeyDestroyedException>(() => _wishes.WishAsync("too late"));

        Assert.Empty(await _wishes.WishesAsync());
        Assert.False(await _wishes.Site.InDatabaseAsync(db => db.Set<AuditEntry>().AnyAsync(e => e.Act == "WishSent")));
    }

    [Fact]
    public void The_words_have_one_owner_and_a_second_one_is_refused_by_name()
    {
        var book = _wishes.Site.Services.GetRequiredService<WordBook>();

        Assert.Equal(
            ["Order:CookieKind", "Received:LetterKind", "RememberOrder:CookiePurpose", "WishSent:AuditAct", "Wishes:RetentionPeriod"],
            book.Words.Where(w => w.Owner.Assembly == typeof(Wish).Assembly)
                .Select(w => $"{FieldOf(w)}:{w.Word.GetType().Name}").Order(StringComparer.Ordinal));
        var refused = Assert.Throws<WordClaimedTwiceException>(() => book.Add(typeof(Squatter)));
        Assert.Contains("IGSendMail.Wishes.WishActs", refused.Message, StringComparison.Ordinal);
        Assert.Contains(nameof(Squatter), refused.Message, StringComparison.Ordinal);
    }

    private static string FieldOf(OwnedWord owned) =>
        owned.Owner.GetFields().Single(f => f.FieldType == owned.Word.GetType() && ReferenceEquals(f.GetValue(null), owned.Word)).Name;

    private static class Squatter
    {
        public static readonly AuditAct Mine = new("WishSent", "Something else");
    }
}
