using IGSendMail.Privacy.PersonalData;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace IGSendMail.Storage.Tests;

/// <summary>Rooms bring their own words.</summary>
public sealed class WordTests
{
    private readonly ServiceCollection _services = [];

    [Fact]
    public void A_room_s_words_are_found_by_kind_and_name()
    {
        _services.AddWords(typeof(Orchard), typeof(Garden));
        var book = _services.BuildServiceProvider().GetRequiredService<WordBook>();

        Assert.Equal([Orchard.Apple, Orchard.Pear, Garden.Plum], book.All<Fruit>());
        Assert.Same(Orchard.Pear, book.Find<Fruit>("Pear"));
        Assert.Equal([Garden.Red], book.All<Colour>());
        Assert.Equal(typeof(Garden), book.Words.Single(w => w.Word == Garden.Plum).Owner);
    }

    [Theory]
    [InlineData("Quince")]
    [InlineData("pear")]
    [InlineData("")]
    public void A_name_that_no_room_brings_is_not_found_and_is_no_error(string name) =>
        Assert.Null(_services.AddWords(typeof(Orchard)).Words().Find<Fruit>(name));

    [Fact]
    public void The_same_name_may_mean_something_else_in_another_kind()
    {
        _services.AddWords(typeof(Orchard), typeof(Palette));

        Assert.NotEqual<Word>(_services.Words().Find<Fruit>("Apple"), _services.Words().Find<Colour>("Apple"));
    }

    [Theory]
    [InlineData(typeof(SecondOrchard), "the name Apple", "Orchard (Apple)", "SecondOrchard (Apple)")]
    [InlineData(typeof(NumberThief), "number 2", "Orchard (Pear)", "NumberThief (Medlar)")]
    public void Two_rooms_that_claim_one_name_or_number_are_both_named(Type thief, string claim, string first, string second)
    {
        var refused = Assert.Throws<WordClaimedTwiceException>(() => _services.AddWords(typeof(Orchard), thief));

        Assert.Contains(claim, refused.Message, StringComparison.Ordinal);
        Assert.Contains(first, refused.Message, StringComparison.Ordinal);
        Assert.Contains(second, refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_room_that_is_registered_twice_has_its_words_once()
    {
        _services.AddWords(typeof(Orchard)).AddWords(typeof(Orchard));

        Assert.Equal(2, _services.Words().All<Fruit>().Count);
    }

    [Fact]
    public void A_class_without_a_word_is_a_mistake() =>
        Assert.Contains(nameof(Desert), Assert.Throws<ArgumentException>(() => _services.AddWords(typeof(Desert))).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("")]
    [InlineData("two words")]
    [InlineData("Äpfel")]
    [InlineData("a/b")]
    [InlineData("ANameThatIsLongerThanTheColumnsThatHoldIt")]
    public void A_name_that_no_column_or_setting_takes_is_refused(string name) =>
        Assert.Contains("is no name", Assert.Throws<ArgumentException>(() => new Fruit(name, 1)).Message, StringComparison.Ordinal);

    [Fact]
    public async Task A_column_holds_the_name_and_is_read_back_as_the_word()
    {
        await using var storage = await TestStorage.SqliteAsync();
        var owner = PersonKeys.Account.Of(RowKeys.New(storage.Time));
        await storage.Sealer.SealAsync(new SealedPlace("T", owner, owner.Id), "anything", default);

        await using var vault = storage.OpenVault();
        Assert.Equal(["Account"], await vault.Database.SqlQueryRaw<string>("SELECT OwnerKind AS Value FROM VaultKeys").ToListAsync());
        Assert.Same(PersonKeys.Account, (await vault.Keys.AsNoTracking().SingleAsync(k => k.OwnerKind == PersonKeys.Account)).OwnerKind);
    }

    [Fact]
    public async Task A_stored_name_that_no_room_brings_is_read_as_it_stands_and_seals_nothing()
    {
        await using var storage = await TestStorage.SqliteAsync();
        var owner = PersonKeys.Account.Of(RowKeys.New(storage.Time));
        await storage.Sealer.SealAsync(new SealedPlace("T", owner, owner.Id), "anything", default);
        await using var vault = storage.OpenVault();
        await vault.Database.ExecuteSqlRawAsync("UPDATE VaultKeys SET OwnerKind = 'OfTomorrow'");

        var row = await vault.Keys.AsNoTracking().SingleAsync();
        var refused = await Assert.ThrowsAsync<InvalidOperationException>(() => storage.Sealer
            .SealAsync(new SealedPlace("T", row.OwnerKind.Of(owner.Id), owner.Id), "anything", default).AsTask());

        Assert.Equal("OfTomorrow", row.OwnerKind.Name);
        Assert.Contains("OfTomorrow", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_word_is_written_as_its_name() => Assert.Equal("Apple", $"{Orchard.Apple}");

    private sealed record Fruit(string Name, int Number) : Word(Name)
    {
        public override IEnumerable<string> Claims => [.. base.Claims, $"number {Number}"];
    }

    private sealed record Colour(string Name) : Word(Name);

    private static class Orchard
    {
        public static readonly Fruit Apple = new("Apple", 1);
        public static readonly Fruit Pear = new("Pear", 2);
    }

    private static class Garden
    {
        public static readonly Fruit Plum = new("Plum", 3);
        public static readonly Colour Red = new("Red");
    }

    private static class Palette
    {
        public static readonly Colour Apple = new("Apple");
    }

    private static class SecondOrchard
    {
        public static readonly Fruit Apple = new("Apple", 7);
    }

    private static class NumberThief
    {
        public static readonly Fruit Medlar = new("Medlar", 2);
    }

    private static class Desert
    {
        public static readonly string Sand = "sand";
    }
}
