using System.Globalization;
using Serilog;
using Serilog.Configuration;
using Serilog.Events;
using Serilog.Formatting.Compact;

namespace IGSendMail.Web.Hosting;

/// <summary>
/// What is logged, and where: events of the program, never people (ADR 0007). The console shows one line an event; the
/// files beneath <c>Data:Folder</c>/logs hold JSON, one file a day, thirty days.
/// </summary>
internal static class SiteLogging
{
    private static readonly TimeSpan KeptFor = TimeSpan.FromDays(30);

    /// <summary>Adds the log. A verb answers on standard output, so its log goes to standard error, warnings only.</summary>
    public static void AddSiteLogging(this IHostApplicationBuilder builder, SiteSettings settings, bool isVerb) =>
        builder.Services.AddSerilog(log =>
        {
            log.MinimumLevel.Information()
                // Both write addresses, queries or whole exceptions into their messages; RequestLog has what is needed.
                .MinimumLevel.Override("Microsoft.AspNetCore", LogEventLevel.Warning)
                .MinimumLevel.Override("Microsoft.AspNetCore.Hosting.Diagnostics", LevelAlias.Off)
                .MinimumLevel.Override("Microsoft.EntityFrameworkCore", LogEventLevel.Warning)
                .MinimumLevel.Override("Microsoft.EntityFrameworkCore.Database.Command", LevelAlias.Off)
                .MinimumLevel.Override("Microsoft.EntityFrameworkCore.Query", LevelAlias.Off)
                .MinimumLevel.Override("Microsoft.EntityFrameworkCore.Update", LevelAlias.Off)
                .MinimumLevel.Override("System.Net.Http", LogEventLevel.Warning);
            log.WriteTo.Sink(LoggerSinkConfiguration.Wrap(
                sink => new WithoutPeople(sink), sinks => WriteTo(sinks, settings, isVerb)));
        },
        // The static logger is one for the whole process: two sites in one process would write into each other's files.
        preserveStaticLogger: true);

    private static void WriteTo(LoggerSinkConfiguration sinks, SiteSettings settings, bool isVerb)
    {
        sinks.Console(
            restrictedToMinimumLevel: isVerb ? LogEventLevel.Warning : LogEventLevel.Information,
            outputTemplate: "{Timestamp:HH:mm:ss} {Level:u3} {Message:lj} {Failure}{NewLine}",
            formatProvider: CultureInfo.InvariantCulture,
            standardErrorFromLevel: isVerb ? LogEventLevel.Verbose : null);

        // Shared: a verb may run beside the site.
        sinks.File(
            new CompactJsonFormatter(),
            Path.Combine(settings.Data.Logs, "igsendmail-.json"),
            rollingInterval: RollingInterval.Day,
            retainedFileCountLimit: null,
            retainedFileTimeLimit: KeptFor,
            shared: true);
    }
}
