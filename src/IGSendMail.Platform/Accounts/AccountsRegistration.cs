using IGSendMail.Privacy.Consent;
using IGSendMail.Privacy.Erasure;
using IGSendMail.Privacy.Letters;
using IGSendMail.Privacy.PersonalData;
using IGSendMail.Privacy.Recovery;
using IGSendMail.Privacy.Requests;
using IGSendMail.Privacy.Settings;
using IGSendMail.Storage;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;

namespace IGSendMail.Platform.Accounts;

/// <summary>Registers this room.</summary>
public static class AccountsRegistration
{
    /// <summary>How long a sign-in lasts without a request.</summary>
    public static readonly TimeSpan SignInLasts = TimeSpan.FromHours(12);

    /// <summary>Adds this room. Name and rules of the sign-in cookie are given by the web side.</summary>
    public static IServiceCollection AddAccounts(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddPlaceTexts(typeof(PlatformPlaces));
        services.AddPlaceTexts(typeof(PlatformFields));
        services.AddWords(typeof(AccountActs), typeof(AccountLetters), typeof(AccountPeriods), typeof(AccountCauses), typeof(AccountCorrections), typeof(AccountToldKinds));
        services.AddAccountsTold();
        services.AddSingleton<UnconfirmedAccounts>();
        services.AddSingleton<IUnprovedAccounts>(provider => provider.GetRequiredService<UnconfirmedAccounts>());
        services.AddSingleton<IExpiry>(provider => provider.GetRequiredService<UnconfirmedAccounts>());
        services.AddSingleton<Proving>();
        services.AddScoped<AddressProofs>();
        services.AddScoped<ForgottenPasswords>();
        services.AddSingleton<IRepeatedWork, PasswordAskWork>();
        services.AddSingleton<ISubjectDirectory, SubjectDirectory>();
        services.AddSingleton<ISubjectIdentifiers, AccountPeople>();
        services.AddSingleton<IAddressedRows, UserAddressRows>();
        services.AddSingleton<IOfficerDirectory, OfficerDirectory>();
        services.AddSingleton<IRectifier, Rectifier>();
        services.AddSingleton<IAccountCloser, AccountCloser>();
        services.AddSingleton<SignalOptOuts>();
        services.AddSingleton<IProfileOptOuts>(provider => provider.GetRequiredService<SignalOptOuts>());
        services.AddSingleton<IRepeatedWork>(provider => provider.GetRequiredService<SignalOptOuts>());
        services.AddSingleton<ITicketStore, TicketStore>();
        services.AddScoped<Sessions>();
        var atOnce = new Section(configuration, "Limits").Whole("PasswordsAtOnce", 1, 1_000) ?? PasswordTurns.Standard;
        services.AddSingleton(_ => new PasswordTurns((int)atOnce));
        services.AddScoped<Guesses>();
        services.AddSingleton<OneByOne>();
        services.AddScoped<PasswordChecks>();
        services.AddScoped<SignIn>();
        services.AddScoped<IPasswordCheck>(provider => provider.GetRequiredService<SignIn>());
        services.AddScoped<Registration>();
        services.AddScoped<Passwords>();
        services.AddScoped<Officers>();
        services.AddScoped<OfficerReset>();
        services.AddSingleton<OfficerRemoval>();
        services.AddSingleton<IRestoredFacts>(provider => provider.GetRequiredService<OfficerRemoval>());
        services.AddScoped<AccountOverviews>();
        services.AddScoped<Cancellation>();
        services.AddScoped<CancellationForecast>();
        services.AddScoped<PeopleContacts>();
        services.AddSignIn();
        services.AddSingleton<IErasureFollower, ListsAfterErasure>();
        return services;
    }

    private static void AddAccountsTold(this IServiceCollection services) => services
        .AddTold<Account>((vault, _) => new RepeatedAccounts(vault) { Order = 20 })
        .AddTold((vault, _) => new ToldRows<User>(vault, AccountToldKinds.User, nameof(User.Id), u => u.AccountId ?? u.Id)
        {
            Order = 30,
            Only = AccountToldKinds.OfUser,
        })
        .AddTold((vault, _) => new ToldRows<Passkey>(vault, AccountToldKinds.Passkey, nameof(Passkey.Id), p => p.AccountId ?? p.UserId)
        {
            Order = 31,
            IsWrittenOnce = true,
        })
        .AddTold((vault, _) => new ToldRows<SecondFactor>(vault, AccountToldKinds.SecondFactor, nameof(SecondFactor.UserId), f => f.AccountId ?? f.UserId)
        {
            Order = 32,
            Only = [nameof(SecondFactor.Content), nameof(SecondFactor.SetUpAt)],
            CountsRevisions = false,
        });

    private static void AddSignIn(this IServiceCollection services)
    {
        services.AddSingleton<ILookupNormalizer, AddressNormalizer>();
        services.AddScoped<IUserClaimsPrincipalFactory<User>, UserClaims>();
        services.AddHttpContextAccessor();
        services.AddIdentityCore<User>(options =>
        {
            options.User.RequireUniqueEmail = true;
            options.User.AllowedUserNameCharacters = "";
            options.Password = new PasswordOptions
            {
                RequiredLength = PasswordJudge.Shortest,
                RequireDigit = false,
                RequireLowercase = false,
                RequireUppercase = false,
                RequireNonAlphanumeric = false,
            };
            options.Lockout.MaxFailedAccessAttempts = SignIn.MostAttempts;
            options.Lockout.DefaultLockoutTimeSpan = SignIn.Pause;
        })
            .AddUserStore<UserStore>()
            .AddUserManager<SiteUserManager>()
            .AddSignInManager<SiteSignInManager>();

        // After AddSignInManager: that adds Identity's own check, and the last one counts.
        services.AddScoped<ISecurityStampValidator, StampCheck>();

        // After AddIdentityCore: that adds Identity's own, and the last one counts.
        services.AddScoped<IPasswordHasher<User>, HashingInTurn>();

        // OWASP's figure for PBKDF2 with HMAC-SHA-512.
        services.Configure<PasswordHasherOptions>(options => options.IterationCount = 210_000);

        services.AddAuthentication(IdentityConstants.ApplicationScheme).AddCookie(IdentityConstants.ApplicationScheme, options =>
        {
            options.ExpireTimeSpan = SignInLasts;
            options.SlidingExpiration = true;
            options.Events.OnValidatePrincipal = SecurityStampValidator.ValidatePrincipalAsync;
        });
        services.AddOptions<CookieAuthenticationOptions>(IdentityConstants.ApplicationScheme)
            .Configure<ITicketStore>((options, sessions) => options.SessionStore = sessions);
    }
}
