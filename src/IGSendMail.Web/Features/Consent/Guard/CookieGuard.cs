using IGSendMail.Privacy.Consent;
using IGSendMail.Privacy.Guard;
using IGSendMail.Web.Features.Cookies;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.Net.Http.Headers;

namespace IGSendMail.Web.Features.Consent.Guard;

/// <summary>
/// The last look at every answer: a cookie that stands in no register, or whose category this visitor has not allowed,
/// does not leave the site, whoever wrote it. What was taken out is logged, counted and shown to officers.
/// </summary>
internal sealed class CookieGuard(SiteCookies cookies, CookieReports reports, TimeProvider time, ILogger<CookieGuard> log)
{
    /// <summary>Looks at a cookie that code is about to write; reports it if it must not go.</summary>
    public bool MayWrite(HttpContext context, string name)
    {
        if (ProblemOf(name, isDeletion: false, StateOf(context)) is not { } problem)
        {
            return true;
        }

        Report(context, name, problem);
        return false;
    }

    /// <summary>Looks at a deletion that code is about to write; only cookies of the register are deleted.</summary>
    public bool MayDelete(HttpContext context, string name)
    {
        if (ProblemOf(name, isDeletion: true, StateOf(context)) is not { } problem)
        {
            return true;
        }

        Report(context, name, problem);
        return false;
    }

    /// <summary>Takes out of the headers what must not go, also what code wrote past the framework.</summary>
    public void Clean(HttpContext context)
    {
        var headers = context.Response.Headers.SetCookie;
        if (headers.Count == 0)
        {
            return;
        }

        var state = StateOf(context);
        var kept = new List<string?>(headers.Count);
        foreach (var header in headers)
        {
            var (name, isDeletion) = Read(header);
            if (ProblemOf(name, isDeletion, state) is { } problem)
            {
                Report(context, name, problem);
            }
            else
            {
                kept.Add(header);
            }
        }

        if (kept.Count < headers.Count)
        {
            context.Response.Headers.SetCookie = kept.ToArray();
        }
    }

    private CookieProblem? ProblemOf(string name, bool isDeletion, ConsentState state) => Find(name) switch
    {
        null => CookieProblem.Undeclared,
        { } cookie when isDeletion || state.Allows(cookie.Category) => null,
        _ => CookieProblem.NotAllowed,
    };

    /// <summary>The framework cuts a long sign-in into pieces and names them after it: C1, C2, …</summary>
    private SiteCookie? Find(string name)
    {
        var piece = name.LastIndexOf('C');
        return cookies.Find(name)
            ?? (piece > 0 && name.AsSpan(piece + 1) is { Length: > 0 and < 4 } digits && !digits.ContainsAnyExceptInRange('0', '9')
                ? cookies.All.FirstOrDefault(c => c.Kind.InPieces && c.Name == name[..piece])
                : null);
    }

    private (string Name, bool IsDeletion) Read(string? header) => SetCookieHeaderValue.TryParse(header, out var cookie)
        ? (cookie.Name.ToString(), cookie.MaxAge <= TimeSpan.Zero || (cookie.MaxAge is null && cookie.Expires <= time.GetUtcNow()))
        : ((header ?? "").Split('=', ';')[0].Trim(), false);

    private void Report(HttpContext context, string name, CookieProblem problem)
    {
        var page = context.GetEndpoint() is RouteEndpoint { RoutePattern.RawText: { } pattern } ? "/" + pattern.TrimStart('/') : "(no page)";
        log.CookieTakenOut(name, page, problem);
        reports.Count(name, problem, page);
    }

    private static ConsentState StateOf(HttpContext context) => context.Features.Get<VisitorConsent>()?.State ?? default;
}

/// <summary>Puts the guard where every answer passes and where ASP.NET Core asks it.</summary>
internal static class CookieGuarding
{
    /// <summary>Adds the guard.</summary>
    public static IServiceCollection AddCookieGuard(this IServiceCollection services) => services.AddSingleton<CookieGuard>();

    /// <summary>Comes before whatever may write a cookie: what starts an answer runs in the opposite order, so this looks last.</summary>
    public static void UseCookieGuard(this WebApplication app)
    {
        var guard = app.Services.GetRequiredService<CookieGuard>();
        app.Use((context, next) =>
        {
            context.Response.OnStarting(static state =>
            {
                var (guard, context) = ((CookieGuard, HttpContext))state;
                guard.Clean(context);
                return Task.CompletedTask;
            }, (guard, context));
            return next(context);
        });
    }

    /// <summary>Lets the framework ask for each cookie, and libraries for the visitor. Comes after the choice was read.</summary>
    public static void UseVisitorTracking(this WebApplication app)
    {
        var guard = app.Services.GetRequiredService<CookieGuard>();
        var cookies = app.Services.GetRequiredService<SiteCookies>();
        app.UseCookiePolicy(new CookiePolicyOptions
        {
            CheckConsentNeeded = _ => true,
            OnAppendCookie = cookie => cookie.IssueCookie = guard.MayWrite(cookie.Context, cookie.CookieName),
            OnDeleteCookie = cookie => cookie.IssueCookie = guard.MayDelete(cookie.Context, cookie.CookieName),
        });
        app.Use((context, next) =>
        {
            context.Features.Set<ITrackingConsentFeature>(new VisitorTracking(context, cookies, app.Logger));
            return next(context);
        });
    }
}
