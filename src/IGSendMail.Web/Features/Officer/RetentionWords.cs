using System.Globalization;
using IGSendMail.Privacy.PersonalData;
using IGSendMail.Privacy.Standing;

namespace IGSendMail.Web.Features.Officer;

/// <summary>States, scopes and spans as the officer's pages about retention say them.</summary>
internal static class RetentionWords
{
    /// <summary>A state.</summary>
    public static string Of(DueState state) => state switch
    {
        DueState.Scheduled => "Scheduled",
        DueState.Due => "Due",
        DueState.OnHold => "On hold",
        DueState.Purging => "Being deleted",
        DueState.Failed => "Failed",
        _ => "Verified gone",
    };

    /// <summary>How long something has been due, or how long it still is.</summary>
    public static string Age(DueSubject subject, DateTimeOffset now) => (subject.State, subject.PromisedBy - now) switch
    {
        (DueState.Verified, _) => "done",
        (DueState.OnHold, _) => $"due for {Span(subject.AgeAt(now))}, kept by a legal hold",
        (_, { Ticks: <= 0 } late) => $"late by {Span(-late)}",
        (DueState.Scheduled, var left) => $"{Span(left)} left",
        (_, var left) => $"due for {Span(subject.AgeAt(now))}, {Span(left)} left",
    };

    /// <summary>A span in its largest unit.</summary>
    public static string Span(TimeSpan span) => span switch
    {
        { TotalDays: >= 2 } => string.Create(CultureInfo.InvariantCulture, $"{Math.Floor(span.TotalDays):0} days"),
        { TotalHours: >= 2 } => string.Create(CultureInfo.InvariantCulture, $"{Math.Floor(span.TotalHours):0} hours"),
        { TotalMinutes: >= 2 } => string.Create(CultureInfo.InvariantCulture, $"{Math.Floor(span.TotalMinutes):0} minutes"),
        _ => "a moment",
    };

    /// <summary>How short and how long the law lets it be.</summary>
    public static string Of(LegalLimits limits) => (limits.Minimum, limits.Maximum) switch
    {
        (null, null) => "No rule names a figure",
        ({ } least, null) => $"At least {least.InWords} ({least.Source})",
        (null, { } most) => $"At most {most.InWords} ({most.Source})",
        ({ } least, { } most) => $"{least.InWords} ({least.Source}) to {most.InWords} ({most.Source})",
    };
}
