using IGSendMail.Privacy.Settings;
using IGSendMail.Web.Hosting.Starting;

namespace IGSendMail.Web.Tests.Starts;

/// <summary>An exported environment is never overruled.</summary>
public sealed class EnvironmentNameTests
{
    [Theory]
    [InlineData("Production", null, null, null)]
    [InlineData("Development", "Development", null, null)]
    [InlineData("Production", "Development", "Production", null)]
    [InlineData("Production", "Development", null, "Production")]
    [InlineData("Staging", "Development", " Staging ", "")]
    [InlineData("Development", "Development", "", " ")]
    [InlineData("production", "Development", "production", "Production")]
    public void What_was_exported_wins_over_the_launch_profile(string expected, string? profile, string? aspNetCore, string? dotNet) =>
        Assert.Equal(expected, Decide([], profile, aspNetCore, dotNet));

    [Theory]
    [InlineData("--environment", "Staging")]
    [InlineData("--environment=Staging")]
    [InlineData("--urls", "http://localhost", "--ENVIRONMENT", "Staging")]
    public void The_command_line_counts_too(params string[] words) => Assert.Equal("Staging", Decide(words, "Development"));

    [Theory]
    [InlineData("Production", "Development")]
    [InlineData("Production", null, "--environment", "Development")]
    [InlineData("Production", null, "--environment=Development")]
    public void Two_that_contradict_each_other_start_nothing(string aspNetCore, string? dotNet, params string[] words)
    {
        var wrong = Assert.Throws<InvalidSettingException>(() => Decide(words, "Development", aspNetCore, dotNet));

        Assert.Contains("ASPNETCORE_ENVIRONMENT is Production", wrong.Message, StringComparison.Ordinal);
        Assert.Contains("is Development", wrong.Message, StringComparison.Ordinal);
    }

    private static string Decide(string[] words, string? profile, string? aspNetCore = null, string? dotNet = null) =>
        EnvironmentName.Decide(words, name => name switch
        {
            "ASPNETCORE_ENVIRONMENT" => aspNetCore,
            "DOTNET_ENVIRONMENT" => dotNet,
            EnvironmentName.OfLaunch => profile,
            _ => null,
        });
}
