using Microsoft.Extensions.DependencyInjection;

namespace IGSendMail.Privacy.Calendar;

/// <summary>Registers this room.</summary>
public static class CalendarRegistration
{
    /// <summary>Adds the calendar of what goes next.</summary>
    public static IServiceCollection AddCalendar(this IServiceCollection services) => services.AddSingleton<RetentionCalendar>();
}
