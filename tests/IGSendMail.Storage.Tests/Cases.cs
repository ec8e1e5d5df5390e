using System.Globalization;

namespace IGSendMail.Storage.Tests;

/// <summary>
/// How many cases a property test tries. <c>IGSENDMAIL_CASES=100000</c> is the full run; the standard fits every build.
/// </summary>
internal static class Cases
{
    private const string Variable = "IGSENDMAIL_CASES";

    public static long Count { get; } =
        long.TryParse(Environment.GetEnvironmentVariable(Variable), NumberStyles.None, CultureInfo.InvariantCulture, out var cases)
            ? cases
            : 10_000;

    /// <summary>For cases that read and write files.</summary>
    public static long WithFiles => Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } ? Count : 1_000;
}
