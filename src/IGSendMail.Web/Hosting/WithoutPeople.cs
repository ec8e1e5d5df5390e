using System.Diagnostics;
using Serilog.Core;
using Serilog.Events;

namespace IGSendMail.Web.Hosting;

/// <summary>
/// Takes out of every event what may name a person: the messages of exceptions (which like to quote input, addresses
/// and rows) and the raw request path that the web server attaches. Types and places of a failure stay.
/// </summary>
internal sealed class WithoutPeople(ILogEventSink inner) : ILogEventSink, IDisposable
{
    private const int MostFrames = 40;

    private static readonly HashSet<string> Dropped = new(StringComparer.Ordinal)
    {
        "RequestPath", "Path", "PathBase", "QueryString", "Host", "ConnectionId", "RemoteIpAddress",
    };

    public void Emit(LogEvent logEvent)
    {
        var properties = logEvent.Properties
            .Where(p => !Dropped.Contains(p.Key))
            .Select(p => new LogEventProperty(p.Key, p.Value))
            .ToList();
        if (logEvent.Exception is { } failure)
        {
            properties.Add(new LogEventProperty("Failure", new ScalarValue(Types(failure))));
            properties.Add(new LogEventProperty("Places", new ScalarValue(Places(failure))));
        }

        inner.Emit(new LogEvent(
            logEvent.Timestamp, logEvent.Level, exception: null, logEvent.MessageTemplate, properties,
            logEvent.TraceId ?? default, logEvent.SpanId ?? default));
    }

    public void Dispose() => (inner as IDisposable)?.Dispose();

    private static string Types(Exception failure) => string.Join(" from ", Chain(failure).Select(e => e.GetType().Name));

    private static string Places(Exception failure) => string.Join("\n", Chain(failure)
        .SelectMany(e => new StackTrace(e, fNeedFileInfo: false).GetFrames())
        .Select(f => f.GetMethod() is { } method ? $"{method.DeclaringType?.FullName}.{method.Name}" : "(unknown)")
        .Take(MostFrames));

    private static IEnumerable<Exception> Chain(Exception failure)
    {
        for (var e = failure; e is not null; e = e.InnerException)
        {
            yield return e;
        }
    }
}
