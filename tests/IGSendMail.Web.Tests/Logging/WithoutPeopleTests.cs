using IGSendMail.Web.Hosting;
using Serilog;
using Serilog.Core;
using Serilog.Events;
using Serilog.Formatting.Compact;

namespace IGSendMail.Web.Tests.Logging;

public sealed class WithoutPeopleTests : ILogEventSink
{
    private readonly StringWriter _written = new();

    [Fact]
    public void An_exception_is_logged_as_types_and_places_never_with_its_words()
    {
        using var log = Log();
        try
        {
            ThrowAbout("jane@example.com");
        }
        catch (InvalidOperationException failure)
        {
            log.Error(failure, "Something failed");
        }

        var text = _written.ToString();
        Assert.Contains("InvalidOperationException from FormatException", text, StringComparison.Ordinal);
        Assert.Contains(nameof(ThrowAbout), text, StringComparison.Ordinal);
        Assert.DoesNotContain("jane", text, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void The_raw_path_that_the_server_attaches_is_left_out()
    {
        using var log = Log();

        log.ForContext("RequestPath", "/privacy/requests/confirm/secret").ForContext("Kept", "kept").Information("Done");

        Assert.DoesNotContain("secret", _written.ToString(), StringComparison.Ordinal);
        Assert.Contains("kept", _written.ToString(), StringComparison.Ordinal);
    }

    public void Emit(LogEvent logEvent) => new CompactJsonFormatter().Format(logEvent, _written);

    private Logger Log() => new LoggerConfiguration().WriteTo.Sink(new WithoutPeople(this)).CreateLogger();

    private static void ThrowAbout(string address)
    {
        try
        {
            throw new FormatException($"\"{address}\" is no number");
        }
        catch (FormatException cause)
        {
            throw new InvalidOperationException($"The row of {address} is broken", cause);
        }
    }
}
