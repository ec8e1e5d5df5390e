using IGSendMail.Privacy.Audit;

namespace IGSendMail.Privacy.Tests.Audit;

public sealed class AuditFactsTests
{
    [Fact]
    public void Facts_are_canonical_whatever_their_order()
    {
        var one = AuditFacts.Of(("right", "Erasure"), ("count", 7), ("act", AuditRole.Officer));
        var other = AuditFacts.Of(("act", "Officer"), ("count", 7L), ("right", "Erasure"));

        Assert.Equal("""{"act":"Officer","count":7,"right":"Erasure"}""", one.Json);
        Assert.Equal(one.Json, other.Json);
    }

    [Theory]
    [InlineData("ada@example.org")]
    [InlineData("Ada Lovelace")]
    [InlineData("")]
    [InlineData("Zoë")]
    [InlineData("line\nbreak")]
    public void Words_that_a_person_may_have_written_are_refused(string word) =>
        Assert.Throws<ArgumentException>(() => AuditFacts.Of(("what", word)));

    [Fact]
    public void Nothing_else_than_figures_and_words_is_a_fact() =>
        Assert.Throws<ArgumentException>(() => AuditFacts.Of(("what", 1.5)));

    [Fact]
    public void Facts_are_few() => Assert.Throws<ArgumentException>(() => AuditFacts.Of(
        [.. Enumerable.Range(0, 10).Select(i => ($"name{i}", (object)new string('a', AuditFacts.LongestWord)))]));
}
