using IGSendMail.Privacy.Consent;
using IGSendMail.Testing;
using IGSendMail.Web.Features.Consent;
using IGSendMail.Web.Features.Cookies;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace IGSendMail.Web.Tests.Consent;

/// <summary>People who press a button and are gone before the answer.</summary>
public sealed class LeavingTests : IAsyncDisposable
{
    private static readonly CancellationToken Gone = new(canceled: true);

    private readonly TestSite _site = new();

    public ValueTask DisposeAsync() => _site.DisposeAsync();

    [Fact]
    public async Task A_refusal_is_recorded_and_takes_the_cookies_though_nobody_waits()
    {
        var visitor = _site.Visitor();
        await visitor.AnswerAsync("accept");
        var context = await ContextAsync(visitor);

        var taken = await _site.InScopeAsync(services =>
            services.GetRequiredService<ConsentDesk>().TakeAsync(context, (false, false), null, ConsentKeys.New(_site.Time), Gone));

        Assert.NotNull(taken?.Code);
        Assert.Equal([ConsentKind.Granted, ConsentKind.Withdrawn], (await _site.RecordsAsync()).OrderBy(r => r.Kind).Select(r => r.Kind));
        Assert.Contains(context.Response.Headers.SetCookie, c => c!.StartsWith("consent=", StringComparison.Ordinal));
        Assert.Contains(context.Response.Headers.SetCookie, c => c!.StartsWith("visitor=;", StringComparison.Ordinal));
        Assert.True(Revocations.Contains((await _site.RecordsAsync())[0].ChainId));
    }

    [Fact]
    public async Task A_grant_that_nobody_waits_for_is_not_given()
    {
        var visitor = _site.Visitor();
        await visitor.GetAsync("/");
        var context = await ContextAsync(visitor);
        var shown = _site.Services.GetRequiredService<ConsentNotices>().In("en").Banner;

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _site.InScopeAsync(services =>
            services.GetRequiredService<ConsentDesk>().TakeAsync(context, (true, true), shown, ConsentKeys.New(_site.Time), Gone)));

        Assert.Empty(await _site.RecordsAsync());
        Assert.False(context.Response.Headers.ContainsKey("Set-Cookie"));
    }

    [Fact]
    public async Task A_withdrawal_by_code_is_recorded_though_nobody_waits()
    {
        var code = ReceiptCode.Parse((await _site.Visitor().AnswerAsync("accept")).TextOf("#receipt strong"))!;

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => _site.InScopeAsync(services =>
            services.GetRequiredService<ConsentReceipts>().WithdrawAsync(code, Gone)));

        var records = await _site.RecordsAsync();
        Assert.Contains(records, r => r.Kind == ConsentKind.Withdrawn);
        Assert.True(Revocations.Contains(records[0].ChainId));
    }

    private ConsentRevocations Revocations => _site.Services.GetRequiredService<ConsentRevocations>();

    /// <summary>A request with the cookies of a browser.</summary>
    private async Task<HttpContext> ContextAsync(PageVisitor visitor)
    {
        var context = new DefaultHttpContext();
        context.Request.Headers.Cookie = string.Join("; ", visitor.CookieNames().Select(n => $"{n}={visitor.CookieValue(n)}"));
        context.Features.Set(VisitorConsent.Read(
            context.Request,
            await _site.Services.GetRequiredService<ConsentSeals>().GetAsync(CancellationToken.None),
            _site.Services.GetRequiredService<SiteCookies>(),
            Revocations,
            _site.Services.GetRequiredService<ConsentNotices>().Fingerprints,
            _site.Time.GetUtcNow()));
        return context;
    }
}
