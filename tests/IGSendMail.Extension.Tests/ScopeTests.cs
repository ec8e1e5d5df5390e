using IGSendMail.Privacy.Erasure;
using IGSendMail.Privacy.PersonalData;
using IGSendMail.Storage;
using IGSendMail.Testing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace IGSendMail.Extension.Tests;

/// <summary>A part of a person's data that a feature has erased for a reason of its own.</summary>
public sealed class ScopeTests
{
    [Fact]
    public async Task A_feature_erases_its_part_alone_and_receipt_trail_and_letter_say_so()
    {
        await using var wishes = await WishSite.StartAsync(
            new TestSite().WithServices(services => services.AddWords(typeof(SurveyErasures))));
        await wishes.WishAsync("a button that is blue");
        await wishes.Site.InScopeAsync(async services =>
        {
            var subject = await services.GetRequiredService<Subjects>().OfAccountAsync(wishes.AccountId, CancellationToken.None);
            var db = services.GetRequiredService<IGSendMailContext>();
            await db.WriteAsync(WriteUrgency.Interactive, token => services.GetRequiredService<ErasureWork>().OrderAsync(
                db, "survey/1", new ErasureOrder(
                    SurveyErasures.SurveyOver, SurveyErasures.UsageData, subject, wishes.AccountId, null,
                    new LetterTo(WishSite.Address, "Ada Example", null)), token), CancellationToken.None);
        });
        await wishes.WorkAsync();

        Assert.Empty(await wishes.WishesAsync());
        var receipt = await wishes.Site.InDatabaseAsync(db => db.ErasureReceipts().AsNoTracking().SingleAsync());
        Assert.Contains("\"cause\": \"surveyOver\"", receipt.Content, StringComparison.Ordinal);
        Assert.Contains("\"scope\": \"usageData\"", receipt.Content, StringComparison.Ordinal);
        Assert.Equal((SurveyErasures.SurveyOver, SurveyErasures.UsageData), (receipt.Read().Cause, receipt.Read().Scope));
        var mail = Assert.Single(wishes.Mails(), m => m.Subject!.Contains(receipt.Number, StringComparison.Ordinal));
        Assert.StartsWith("Your wishes are deleted:", mail.Subject, StringComparison.Ordinal);
        Assert.Contains("Our survey is over. As announced, your wishes are now deleted.", mail.TextBody, StringComparison.Ordinal);

        // Nothing else went, and no key: the name is still readable, and somebody signs in.
        Assert.Contains("Ada Example", (await (await wishes.SignedInAsync()).GetAsync("/account/data/correct")).Text, StringComparison.Ordinal);
    }

    private static class SurveyErasures
    {
        public static readonly ErasureCause SurveyOver = new("SurveyOver") { Opening = "Our survey is over. As announced," };

        public static readonly ErasureScope UsageData = new("UsageData", "Wishes")
        {
            Categories = [DataCategory.Usage],
            Deleted = "your wishes are deleted",
            NowDeleted = "your wishes are now deleted",
        };
    }
}
