using System.Resources;
using CsCheck;
using IGSendMail.Privacy.Consent;
using IGSendMail.Privacy.Purposes;
using IGSendMail.Storage;

namespace IGSendMail.Privacy.Tests.Consent;

public sealed class CategoryContentTests
{
    private static readonly CategoryItem Counting = new(Purposes.CountPageViews, "own", TimeSpan.FromDays(183));
    private static readonly CategoryItem Measuring = new(Purposes.MeasureVisits, "matomo", null);

    private static readonly Gen<CategoryItem> Items =
        from purpose in Gen.Int[0, 2].Select(i => new[] { Purposes.CountPageViews, Purposes.MeasureVisits, Purposes.RememberAppearance }[i])
        from party in Gen.Int[0, 2].Select(i => new[] { "own", "matomo", "other" }[i])
        from days in Gen.Int[0, 400]
        select new CategoryItem(purpose, party, days == 0 ? null : TimeSpan.FromDays(days));

    private static readonly WordBook Words = BookOf(typeof(Purposes));

    public static TheoryData<string, CategoryItem[], bool> Changes => new()
    {
        { "nothing", [Counting, Measuring], false },
        { "their order", [Measuring, Counting], false },
        { "a lifetime", [Counting with { Lifetime = TimeSpan.FromDays(184) }, Measuring], true },
        { "a lifetime where there was none", [Counting, Measuring with { Lifetime = TimeSpan.FromDays(1) }], true },
        { "a party", [Counting, Measuring with { Party = "other" }], true },
        { "a purpose", [Counting with { Purpose = Purposes.RememberAppearance }, Measuring], true },
        { "one more", [Counting, Measuring, Counting], true },
        { "one less", [Counting], true },
        { "all gone", [], true },
    };

    [Theory]
    [MemberData(nameof(Changes))]
    public void Only_purpose_party_and_lifetime_make_a_new_question(string what, CategoryItem[] items, bool isMaterial)
    {
        var before = CategoryContent.Of(ConsentCategory.Analytics, [Counting, Measuring]);

        var after = CategoryContent.Of(ConsentCategory.Analytics, items);

        Assert.True(isMaterial == (before.Fingerprint != after.Fingerprint), what);
    }

    [Fact]
    public void Two_categories_with_one_content_have_two_fingerprints() => Assert.NotEqual(
        CategoryContent.Of(ConsentCategory.Analytics, [Counting]).Fingerprint,
        CategoryContent.Of(ConsentCategory.Preference, [Counting]).Fingerprint);

    [Fact]
    public void What_was_added_and_what_is_gone_is_told_apart()
    {
        var before = CategoryContent.Of(ConsentCategory.Analytics, [Counting, Measuring, Measuring]);
        var after = CategoryContent.Of(ConsentCategory.Analytics, [Counting with { Lifetime = null }, Measuring]);

        var (added, gone) = after.Since(before);

        Assert.Equal([Counting with { Lifetime = null }], added);
        Assert.Equal([Counting, Measuring], gone);
    }

    [Fact]
    public void Kept_text_reads_as_the_same_content() => Items.List[0, 6].Sample(items =>
    {
        var content = CategoryContent.Of(ConsentCategory.Preference, items);
        var read = CategoryContent.Read(ConsentCategory.Preference, content.Text, Words);
        return read.Fingerprint == content.Fingerprint && read.Items.SequenceEqual(content.Items)
            && content.Since(read) is { Added.Count: 0, Gone.Count: 0 };
    }, iter: 1_000);

    [Fact]
    public void A_kept_purpose_that_no_longer_exists_is_left_out() => Assert.Equal(
        [Counting], CategoryContent.Read(ConsentCategory.Analytics, "FollowAround\tother\t60\nCountPageViews\town\t15811200\n9\town\t1", Words).Items);

    private static WordBook BookOf(Type owner)
    {
        var book = new WordBook();
        book.Add(owner);
        return book;
    }

    private static class Purposes
    {
        private static readonly ResourceManager Texts = new(typeof(Purposes));

        public static readonly CookiePurpose CountPageViews = new("CountPageViews", ConsentCategory.Analytics, Texts);
        public static readonly CookiePurpose MeasureVisits = new("MeasureVisits", ConsentCategory.Analytics, Texts);
        public static readonly CookiePurpose RememberAppearance = new("RememberAppearance", ConsentCategory.Preference, Texts);
    }
}
