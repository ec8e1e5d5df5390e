using IGSendMail.Platform.Accounts;
using IGSendMail.Privacy.PersonalData;
using IGSendMail.Storage;
using IGSendMail.Web.Features.Cookies;
using IGSendMail.Web.Features.Shared;
using IGSendMail.Web.Features.Site;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Identity;

namespace IGSendMail.Web.Features.Accounts;

/// <summary>What sign-in needs on the web side: the cookie's name and rules, where to sign in, and who may do what.</summary>
internal static class AccountsWeb
{
    public static void AddAccountsWeb(this IServiceCollection services)
    {
        services.AddWords(typeof(AccountCookies));
        services.AddSingleton<IAccountLetterLinks, AccountLetterLinks>();
        services.AddSingleton<CarriedSteps>();
        services.AddOptions<CookieAuthenticationOptions>(IdentityConstants.ApplicationScheme).Configure<SiteCookies>((options, cookies) =>
        {
            cookies[AccountCookies.SignIn].Configure(options.Cookie);
            options.LoginPath = SiteRoutes.SignIn;
            options.ReturnUrlParameter = "returnUrl";
            options.Events.OnRedirectToLogin = context =>
            {
                context.Response.Redirect(SiteLanguages.Address(context.HttpContext, context.RedirectUri));
                return Task.CompletedTask;
            };
            // A signed-in person who may not do this is told so; signing in again would not help. An officer without a code is led to one.
            options.Events.OnRedirectToAccessDenied = context =>
            {
                var officer = context.HttpContext.User;
                if (officer.IsOfficer() && !officer.HasClaim(SignInClaims.Method, SignInClaims.WithCode))
                {
                    context.Response.Redirect(SiteRoutes.TwoStepSetUp);
                }
                else
                {
                    context.Response.StatusCode = StatusCodes.Status403Forbidden;
                }

                return Task.CompletedTask;
            };
        });
        services.AddAuthorizationBuilder()
            .AddPolicy(SitePolicies.Customer, policy => policy.RequireAuthenticatedUser().RequireClaim(PersonClaims.AccountId))
            .AddPolicy(SitePolicies.Officer, policy => policy.RequireAuthenticatedUser().RequireRole(PersonClaims.OfficerRole)
                .RequireClaim(SignInClaims.Method, SignInClaims.WithCode));
    }
}
