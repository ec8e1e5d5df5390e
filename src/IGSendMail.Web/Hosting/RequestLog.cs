namespace IGSendMail.Web.Hosting;

/// <summary>
/// One line a request: method, route, status, milliseconds. The route is the pattern, never the path: paths hold
/// references and tokens. No query, no address, no user.
/// </summary>
internal static class RequestLog
{
    private static readonly object RouteKey = new();

    /// <summary>Writes the line once the answer is known; stands before everything else.</summary>
    public static void UseRequestLog(this WebApplication app)
    {
        var time = app.Services.GetRequiredService<TimeProvider>();
        var log = app.Services.GetRequiredService<ILoggerFactory>().CreateLogger("IGSendMail.Requests");
        app.Use(async (context, next) =>
        {
            var start = time.GetTimestamp();
            var answered = false;
            try
            {
                await next(context);
                answered = true;
            }
            finally
            {
                log.Answered(
                    Method(context.Request.Method),
                    context.Items[RouteKey] as string ?? "(no route)",
                    answered ? context.Response.StatusCode : StatusCodes.Status500InternalServerError,
                    (long)time.GetElapsedTime(start).TotalMilliseconds);
            }
        });
    }

    /// <summary>Keeps the route that was asked for, before an error page takes its place; stands after routing.</summary>
    public static void UseRouteForRequestLog(this WebApplication app) => app.Use((context, next) =>
    {
        if (context.GetEndpoint() is RouteEndpoint { RoutePattern.RawText: { } pattern })
        {
            context.Items.TryAdd(RouteKey, pattern);
        }

        return next(context);
    });

    /// <summary>The method is the visitor's word: only known ones are repeated.</summary>
    private static string Method(string method) =>
        HttpMethods.IsGet(method) || HttpMethods.IsHead(method) || HttpMethods.IsPost(method)
        || HttpMethods.IsPut(method) || HttpMethods.IsDelete(method) || HttpMethods.IsOptions(method) || HttpMethods.IsPatch(method)
            ? HttpMethods.GetCanonicalizedValue(method)
            : "(other)";
}
