using IGSendMail.Privacy.Settings;

namespace IGSendMail.Web.Hosting.Starting;

/// <summary>
/// Decides whether this is Development or Production. An environment that was exported is never overruled: a launch profile
/// only says what is meant when nobody said anything, and two that contradict each other start nothing. In Development data
/// is made up and deleted ahead of time; nobody may get there by accident.
/// </summary>
internal static class EnvironmentName
{
    /// <summary>Set by the launch profile of <c>dotnet run</c>.</summary>
    public const string OfLaunch = "IGSENDMAIL_LAUNCH_ENVIRONMENT";

    private const string Option = "--environment";
    private static readonly string[] Variables = ["ASPNETCORE_ENVIRONMENT", "DOTNET_ENVIRONMENT"];

    /// <summary>The environment to start in.</summary>
    /// <param name="arguments">The command line.</param>
    /// <param name="variable">Reads a variable of the process; null or blank counts as not set.</param>
    /// <exception cref="InvalidSettingException">Two were named.</exception>
    public static string Decide(IReadOnlyList<string> arguments, Func<string, string?> variable)
    {
        var named = Variables.Select(name => (Name: name, Value: variable(name)?.Trim()))
            .Append((Name: Option, Value: OnCommandLine(arguments)))
            .Where(n => !string.IsNullOrEmpty(n.Value))
            .ToList();
        if (named.Count == 0)
        {
            return variable(OfLaunch)?.Trim() is { Length: > 0 } launch ? launch : Environments.Production;
        }

        var (first, value) = named[0];
        var other = named.Find(n => !string.Equals(n.Value, value, StringComparison.OrdinalIgnoreCase));
        return other.Name is null
            ? value!
            : throw new InvalidSettingException(first, $"is {value}, but {other.Name} is {other.Value}: name one environment");
    }

    private static string? OnCommandLine(IReadOnlyList<string> arguments)
    {
        for (var i = 0; i < arguments.Count; i++)
        {
            if (arguments[i].StartsWith(Option + "=", StringComparison.OrdinalIgnoreCase))
            {
                return arguments[i][(Option.Length + 1)..].Trim();
            }

            if (string.Equals(arguments[i], Option, StringComparison.OrdinalIgnoreCase) && i + 1 < arguments.Count)
            {
                return arguments[i + 1].Trim();
            }
        }

        return null;
    }
}
