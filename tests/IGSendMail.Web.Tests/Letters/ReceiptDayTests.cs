using IGSendMail.Privacy.Erasure;
using IGSendMail.Privacy.Letters;
using IGSendMail.Privacy.PersonalData;
using IGSendMail.Privacy.Requests;
using IGSendMail.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace IGSendMail.Web.Tests.Letters;

/// <summary>The e-mail of a deletion names the same days as the page of its receipt: those of the site's time zone.</summary>
public sealed class ReceiptDayTests
{
    [Theory]
    [InlineData("America/New_York", "until 9 November 2029.", "of 31 December 2026.")]
    [InlineData("Europe/Berlin", "until 10 November 2029.", "of 1 January 2027.")]
    public async Task What_stays_goes_on_a_day_of_the_site(string zone, string until, string issued)
    {
        await using var site = new TestSite().With("Site:TimeZone", zone);
        var letter = new ErasureDoneLetter(
            "ada@example.com", "Ada Example", "ER-AAAA-BBBB", "R-1", new(2027, 1, 1, 3, 0, 0, TimeSpan.Zero),
            new ReceiptContent(RequestCauses.Request, ErasureScope.Everything, new(2026, 12, 31, 12, 0, 0, TimeSpan.Zero),
            [
                new("User", "You, as the person who signs in", DataCategory.Account, 1, 0, 0, null, null, null),
                new("ErasureReceipt", "Receipts of deletions", DataCategory.Accountability, 0, 0, 1, "It is your proof and ours", "GDPR Art. 5(2)",
                    new(2029, 11, 10, 3, 0, 0, TimeSpan.Zero)),
            ]));

        var text = site.Services.GetRequiredService<LetterTemplates>().Render(letter).Text;

        Assert.Contains(until, text, StringComparison.Ordinal);
        Assert.Contains(issued, text, StringComparison.Ordinal);
    }
}
