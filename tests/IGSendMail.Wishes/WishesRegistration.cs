using IGSendMail.Privacy.Erasure;
using IGSendMail.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace IGSendMail.Wishes;

/// <summary>Registers this room.</summary>
public static class WishesRegistration
{
    /// <summary>Adds wishes: their tables, words and services.</summary>
    public static IServiceCollection AddWishes(this IServiceCollection services)
    {
        services.AddTables(typeof(Wish).Assembly);
        services.AddWords(typeof(WishActs), typeof(WishPeriods), typeof(WishLetters), typeof(WishCookies));
        services.AddScoped<WishBox>();
        services.AddSingleton<IErasureFollower, WishesAfterErasure>();
        services.AddControllers().AddApplicationPart(typeof(WishesController).Assembly);
        return services;
    }
}
