using System.Reflection;
using IGSendMail.Platform;
using IGSendMail.Privacy.Audit;
using IGSendMail.Privacy.Rooms;
using IGSendMail.Storage;
using IGSendMail.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace IGSendMail.Web.Tests.House;

/// <summary>Every name that is stored has one owner, and none is ever changed.</summary>
public sealed class WordTests : IDisposable
{
    private const string Approved = "tests/IGSendMail.Web.Tests/House/words.txt";

    private static readonly Assembly[] Rooms =
        [typeof(WordBook).Assembly, typeof(PrivacyRegistration).Assembly, typeof(PlatformRegistration).Assembly, typeof(Program).Assembly];

    private readonly TestSite _site = new();

    private WordBook Book => _site.Services.GetRequiredService<WordBook>();

    public void Dispose() => _site.Dispose();

    /// <summary>
    /// These names are stored, and some are hashed: a line that goes or changes breaks what stands in databases, vaults
    /// and chains. A new line is a new promise to keep that name.
    /// </summary>
    [Fact]
    public void All_words_and_their_owners_are_the_approved_ones() => Assert.Equal(
        Repository.Lines(Approved).Where(l => l.Length > 0 && !l.StartsWith('#')),
        Book.Words.Select(Line).Order(StringComparer.Ordinal));

    [Fact]
    public void Every_word_that_a_room_declares_is_registered() => Assert.Empty(Rooms
        .SelectMany(a => a.GetTypes())
        .Where(t => !t.ContainsGenericParameters)
        .SelectMany(t => WordBook.WordsOf(t).Select(w => new OwnedWord(w, t)))
        .Except(Book.Words)
        .Select(Line));

    [Fact]
    public async Task Two_rooms_that_claim_one_name_stop_the_start_and_are_named()
    {
        WordClaimedTwiceException? refused = null;
        await using var site = new TestSite().WithServices(services =>
        {
            try
            {
                services.AddWords(typeof(Squatter));
            }
            catch (WordClaimedTwiceException claimed)
            {
                refused = claimed;
                throw;
            }
        });

        // The program says why on its error output, and ends.
        Assert.Contains("exited", Assert.Throws<InvalidOperationException>(() => site.Services).Message, StringComparison.Ordinal);
        Assert.Contains("IGSendMail.Platform.Audience.AudienceActs (ListDeleted)", refused!.Message, StringComparison.Ordinal);
        Assert.Contains(typeof(Squatter).FullName!, refused.Message, StringComparison.Ordinal);
    }

    /// <summary>The kind, the name (and the number, where one is stored), and the class that brings it.</summary>
    private static string Line(OwnedWord owned) =>
        $"{owned.Word.GetType().Name}: {string.Join(", ", owned.Word.Claims)}, of {owned.Owner.FullName}";

    private static class Squatter
    {
        public static readonly AuditAct Mine = new("ListDeleted", "Something else");
    }
}
