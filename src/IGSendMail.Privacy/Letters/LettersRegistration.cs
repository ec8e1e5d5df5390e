using IGSendMail.Privacy.PersonalData;
using IGSendMail.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace IGSendMail.Privacy.Letters;

/// <summary>Registers the letters.</summary>
public static class LettersRegistration
{
    /// <summary>Adds the letter box and what officers decide about letters that failed.</summary>
    public static IServiceCollection AddLetters(this IServiceCollection services) => services
        .AddWords(typeof(LetterActs))
        .AddSingleton<LetterTemplates>()
        .AddSingleton<LetterBox>()
        .AddSingleton<IOpenedFields, LetterFields>()
        .AddScoped<LetterTroubles>()
        .AddScoped<MailboxLimits>()
        .AddScoped<LetterDecisions>();
}
