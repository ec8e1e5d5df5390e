using Microsoft.Extensions.DependencyInjection;

namespace IGSendMail.Storage;

/// <summary>How a room brings its own words.</summary>
public static class WordRegistration
{
    /// <summary>Adds the words of these classes: all that stand in their <c>static readonly</c> fields.</summary>
    /// <exception cref="WordClaimedTwiceException">Somebody else has such a word already; the message names both.</exception>
    public static IServiceCollection AddWords(this IServiceCollection services, params Type[] owners)
    {
        var book = services.Words();
        Array.ForEach(owners, book.Add);
        return services;
    }

    /// <summary>The book of words that is being filled.</summary>
    public static WordBook Words(this IServiceCollection services)
    {
        if (services.LastOrDefault(s => s.ServiceType == typeof(WordBook))?.ImplementationInstance is not WordBook book)
        {
            book = new WordBook();
            services.AddSingleton(book);
        }

        return book;
    }
}
