using CsCheck;
using IGSendMail.Privacy.Packages;

namespace IGSendMail.Privacy.Tests.Packages;

public sealed class SpreadsheetTextTests
{
    [Theory]
    [InlineData("007")]
    [InlineData("12345678901234567890")]
    [InlineData("1e5")]
    [InlineData("1.234,50")]
    [InlineData("5 %")]
    [InlineData("€ 5")]
    [InlineData("(5)")]
    [InlineData("1/2")]
    [InlineData("3-4")]
    [InlineData("2026-01-02 03:04:05")]
    [InlineData("MARCH1")]
    [InlineData("1 de enero de 2026")]
    [InlineData("1. März 2026")]
    [InlineData("5 févr. 2026")]
    [InlineData("Mo, 5. Jan. 26")]
    [InlineData("5 kwi 2026")]
    [InlineData("2026-01-02T03:04:05Z")]
    [InlineData("CHF 5")]
    [InlineData("5 kr")]
    [InlineData("2026年1月2日")]
    [InlineData("3:30 p.m.")]
    [InlineData("10 PM")]
    [InlineData("true")]
    [InlineData("WAHR")]
    [InlineData("=1+1")]
    [InlineData("+49 170 1")]
    [InlineData("-x")]
    [InlineData("@name")]
    [InlineData(" 7 ")]
    [InlineData("\u00A07")]
    [InlineData("１２")]
    [InlineData("½")]
    [InlineData("\t7")]
    public void What_a_spreadsheet_would_change_gets_a_tab_before_it(string value)
    {
        Assert.Equal("\t" + value, SpreadsheetText.Guard(value));
        Assert.Equal(value, SpreadsheetText.Bare(SpreadsheetText.Guard(value)));
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("\t")]
    [InlineData("Ann")]
    [InlineData("ann7@example.org")]
    [InlineData("12 Mill Lane")]
    [InlineData("Allee 1")]
    [InlineData("Room 5")]
    [InlineData("iPhone 12")]
    [InlineData("BA1 2AB")]
    [InlineData("0x1F")]
    [InlineData("12 High Street\nFlat 3")]
    [InlineData("https://shape.example/?a=1")]
    [InlineData("truely")]
    [InlineData("\tindented")]
    public void Anything_else_stays_as_it_is(string value)
    {
        Assert.Equal(value, SpreadsheetText.Guard(value));
        Assert.Equal(value, SpreadsheetText.Bare(value));
    }

    [Fact]
    public void Whatever_is_guarded_comes_back_exactly() => Gen.String[Gen.OneOf(Gen.Char["\t =+-@0123456789.,:/eEtrufals"], Gen.Char), 0, 12]
        .Sample(value => SpreadsheetText.Bare(SpreadsheetText.Guard(value)) == value);
}
