using System.Text;
using CsCheck;

namespace IGSendMail.Storage.Tests.Addresses;

/// <summary>Names in ASCII as RFC 3492 § 7.1 gives them.</summary>
public sealed class PunycodeTests
{
    [Theory]
    [InlineData("ليهمابتكلموشعربي؟", "egbpdaj6bu4bxfgehfvwxn")]
    [InlineData("他们为什么不说中文", "ihqwcrb4cv8a8dqg056pqjye")]
    [InlineData("他們爲什麽不說中文", "ihqwctvzc91f659drss3x8bo0yb")]
    [InlineData("למההםפשוטלאמדבריםעברית", "4dbcagdahymbxekheh6e0a7fei0b")]
    [InlineData("यहलोगहिन्दीक्योंनहींबोलसकतेहैं", "i1baa7eci9glrd9b2ae1bj0hfcgg6iyaf8o0a1dig0cd")]
    [InlineData("なぜみんな日本語を話してくれないのか", "n8jok5ay5dzabd5bym9f0cm5685rrjetr6pdxa")]
    [InlineData("3年b組金八先生", "3b-ww4c5e180e575a65lsy2b")]
    [InlineData("そのスピードで", "d9juau41awczczp")]
    [InlineData("bücher", "bcher-kva")]
    [InlineData("💩", "ls8h")]
    public void A_name_and_its_ascii_form_lead_to_each_other(string name, string ascii)
    {
        Assert.Equal(ascii, Punycode.Encode(name));
        Assert.Equal(name, Punycode.Decode(ascii));
    }

    [Fact]
    public void Every_name_comes_back_as_it_went() => Runes.Array[1, 20].Sample(runes =>
    {
        var ascii = Punycode.Encode(string.Concat(runes));
        return ascii.Length > 63 || Punycode.Decode(ascii) == string.Concat(runes);
    });

    [Fact]
    public void What_stands_for_no_name_is_none() => Assert.All(
        (string[])["0", "99999999", "a-ü", "zzzzzzzz", new string('a', 64), "-", "bcher-kv"], text => Assert.Null(Punycode.Decode(text)));

    private static Gen<Rune> Runes => Gen.OneOf(
        Gen.Int['a', 'z'], Gen.Int[0x80, 0xD7FF], Gen.Int[0xE000, 0x10FFFF]).Select(v => new Rune(v));
}
