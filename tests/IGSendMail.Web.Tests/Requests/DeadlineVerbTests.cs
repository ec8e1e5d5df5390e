using IGSendMail.Privacy.Requests;
using IGSendMail.Web.Commands;

namespace IGSendMail.Web.Tests.Requests;

/// <summary><c>requests deadline</c></summary>
public sealed class DeadlineVerbTests
{
    private static readonly TimeSpan ThirtyDays = TimeSpan.FromDays(30);

    [Fact]
    public async Task It_prints_one_line_of_json_for_each_day()
    {
        var (code, output, errors) = await RunAsync(Regime.Gdpr, "2026-01-31\n2026-02-02\n");

        Assert.Equal(0, code);
        Assert.Equal(
            [
                """{"received":"2026-01-31","confirm":null,"answer":"2026-02-28","extended":"2026-04-30"}""",
                """{"received":"2026-02-02","confirm":null,"answer":"2026-03-02","extended":"2026-05-02"}""",
            ],
            output);
        Assert.Empty(errors);
    }

    [Fact]
    public async Task California_has_a_day_of_confirmation()
    {
        var (_, output, _) = await RunAsync(Regime.Ccpa, "2026-11-20");

        Assert.Equal(["""{"received":"2026-11-20","confirm":"2026-12-07","answer":"2026-12-20","extended":"2027-02-17"}"""], output);
    }

    [Theory]
    [InlineData("2026-02-30")]
    [InlineData("02/02/2026")]
    [InlineData("tomorrow")]
    [InlineData("9999-12-31")]
    [InlineData("")]
    public async Task A_line_that_is_no_day_is_named(string line)
    {
        var (code, _, errors) = await RunAsync(Regime.Gdpr, $"2026-02-02\n{line}\n2026-02-03\n");

        Assert.Equal(2, code);
        Assert.StartsWith("Line 2", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nothing_in_gives_nothing_out()
    {
        var (code, output, errors) = await RunAsync(Regime.Gdpr, "");

        Assert.Equal(0, code);
        Assert.Empty(output);
        Assert.Empty(errors);
    }

    private static async Task<(int Code, string[] Output, string Errors)> RunAsync(Regime regime, string input)
    {
        using var output = new StringWriter { NewLine = "\n" };
        using var errors = new StringWriter();
        var code = await RequestsCommand.DeadlinesAsync(
            regime, ThirtyDays, new StringReader(input), output, errors, CancellationToken.None);
        return (code, output.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries), errors.ToString());
    }
}
