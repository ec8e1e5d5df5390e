using IGSendMail.Platform.Accounts;

namespace IGSendMail.Platform.Tests.Accounts;

public sealed class OneTimeCodeTests
{
    private static readonly byte[] Secret = "12345678901234567890"u8.ToArray();

    /// <summary>RFC 6238, appendix B, the last six of its eight digits.</summary>
    [Theory]
    [InlineData(59, "287082")]
    [InlineData(1111111109, "081804")]
    [InlineData(1111111111, "050471")]
    [InlineData(1234567890, "005924")]
    [InlineData(2000000000, "279037")]
    public void Codes_are_those_of_the_standard(long seconds, string code)
    {
        var now = DateTimeOffset.FromUnixTimeSeconds(seconds);

        Assert.Equal(code, OneTimeCode.Of(Secret, OneTimeCode.StepAt(now)));
        Assert.Equal(seconds / 30, OneTimeCode.StepOf(Secret, code, now, 0));
    }

    [Theory]
    [InlineData(-2, false)]
    [InlineData(-1, true)]
    [InlineData(0, true)]
    [InlineData(1, true)]
    [InlineData(2, false)]
    public void A_clock_may_be_half_a_minute_off(int steps, bool isTaken)
    {
        var now = DateTimeOffset.FromUnixTimeSeconds(1234567890);
        var code = OneTimeCode.Of(Secret, OneTimeCode.StepAt(now) + steps);

        Assert.Equal(isTaken ? OneTimeCode.StepAt(now) + steps : null, OneTimeCode.StepOf(Secret, code, now, 0));
    }

    [Theory]
    [InlineData(-1, true)]
    [InlineData(0, false)]
    [InlineData(1, false)]
    public void A_step_that_was_used_and_all_before_it_are_over(int usedBefore, bool isTaken)
    {
        var now = DateTimeOffset.FromUnixTimeSeconds(1234567890);
        var step = OneTimeCode.StepAt(now);

        Assert.Equal(isTaken ? step : null, OneTimeCode.StepOf(Secret, "005924", now, step + usedBefore));
    }

    [Theory]
    [InlineData("005 924", true)]
    [InlineData(" 005924 ", true)]
    [InlineData("05924", false)]
    [InlineData("0005924", false)]
    [InlineData("00592a", false)]
    [InlineData("٠٠٥٩٢٤", false)]
    [InlineData("005925", false)]
    [InlineData("", false)]
    [InlineData(null, false)]
    public void Only_the_six_digits_count(string? typed, bool isTaken) =>
        Assert.Equal(isTaken, OneTimeCode.StepOf(Secret, typed, DateTimeOffset.FromUnixTimeSeconds(1234567890), 0) is not null);

    [Fact]
    public void A_secret_is_shown_in_groups_and_as_a_link_that_apps_read()
    {
        Assert.Equal("GEZD GNBV GY3T QOJQ GEZD GNBV GY3T QOJQ", OneTimeCode.InGroups(Secret));
        Assert.Equal(
            "otpauth://totp/Post%20%26%20Co:ada%2Bnews%40example.org?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Post%20%26%20Co",
            OneTimeCode.Link(Secret, "Post & Co", "ada+news@example.org"));
    }

    [Fact]
    public void Recovery_codes_are_ten_and_read_however_they_are_typed()
    {
        var codes = RecoveryCode.NewSet();

        Assert.Equal(RecoveryCode.Count, codes.Distinct(StringComparer.Ordinal).Count());
        Assert.All(codes, code => Assert.Matches("^[A-Z2-7]{4}(-[A-Z2-7]{4}){3}$", code));
        Assert.NotNull(RecoveryCode.HashOf(codes[0]));
        Assert.Equal(RecoveryCode.HashOf(codes[0]), RecoveryCode.HashOf(" " + codes[0].ToLowerInvariant().Replace('-', ' ')));
        Assert.NotEqual(RecoveryCode.HashOf(codes[0]), RecoveryCode.HashOf(codes[1]));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("123456")]
    [InlineData("ABCD-EFGH-IJKL")]
    [InlineData("ABCD-EFGH-IJKL-MNOP-QRST")]
    public void What_is_too_short_or_too_long_is_no_recovery_code(string? typed) => Assert.Null(RecoveryCode.HashOf(typed));
}
