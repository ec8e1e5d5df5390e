using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace IGSendMail.Testing;

/// <summary>A line of the log.</summary>
/// <param name="Level">How bad it is.</param>
/// <param name="Category">Who said it.</param>
/// <param name="Words">What was said.</param>
public sealed record Said(LogLevel Level, string Category, string Words);

/// <summary>Remembers what the program says in its log.</summary>
public sealed class SaidLog : ILoggerProvider
{
    private readonly ConcurrentQueue<Said> _said = new();

    /// <summary>All lines so far.</summary>
    public IReadOnlyList<Said> All => [.. _said];

    /// <inheritdoc />
    public ILogger CreateLogger(string categoryName) => new Logger(categoryName, _said);

    /// <inheritdoc />
    public void Dispose()
    {
        // Nothing is held.
    }

    private sealed class Logger(string category, ConcurrentQueue<Said> said) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state) where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => logLevel >= LogLevel.Information;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            if (IsEnabled(logLevel))
            {
                said.Enqueue(new Said(logLevel, category, formatter(state, exception)));
            }
        }
    }
}
