using System.Globalization;
using IGSendMail.Privacy.Requests;
using IGSendMail.Storage;

namespace IGSendMail.Platform.Accounts;

/// <summary>What of an account and its people can be corrected.</summary>
public static class AccountCorrections
{
    private const int LongestName = 200;

    /// <summary>What a person is called.</summary>
    public static readonly CorrectionField Name = new("Name")
    {
        Title = "Your name",
        Titles = new Dictionary<string, string> { ["de"] = "Ihr Name", ["fr"] = "Votre nom", ["es"] = "Su nombre" },
        Choice = "My name",
        InLetter = "your name",
        Problem = InOneLine,
    };

    /// <summary>What the company is called.</summary>
    public static readonly CorrectionField Company = new("Company")
    {
        Title = "Your company",
        Titles = new Dictionary<string, string> { ["de"] = "Ihre Firma", ["fr"] = "Votre entreprise", ["es"] = "Su empresa" },
        Choice = "The name of my company",
        InLetter = "the name of your company",
        Problem = InOneLine,
    };

    /// <summary>The e-mail address with which somebody signs in.</summary>
    public static readonly CorrectionField Address = new("Address")
    {
        Title = "Your e-mail address",
        Titles = new Dictionary<string, string> { ["de"] = "Ihre E-Mail-Adresse", ["fr"] = "Votre adresse e-mail", ["es"] = "Su dirección de correo" },
        Choice = "My e-mail address",
        Hint = new Dictionary<string, string>
        {
            ["en"] = "We send an e-mail to the new one first, to be sure that it is yours.",
            ["de"] = "Wir schicken zuerst eine E-Mail an die neue, um sicher zu sein, dass sie Ihre ist.",
            ["fr"] = "Nous envoyons d’abord un e-mail à la nouvelle, pour être sûrs qu’elle est à vous.",
            ["es"] = "Primero enviamos un mensaje a la nueva, para estar seguros de que es suya.",
        },
        InLetter = "your e-mail address",
        Consequence = new Dictionary<string, string>
        {
            ["en"] = "From now on you sign in with the new address; this e-mail goes to the old one.",
            ["de"] = "Von jetzt an melden Sie sich mit der neuen Adresse an; diese E-Mail geht an die alte.",
            ["fr"] = "Désormais, vous vous connectez avec la nouvelle adresse ; cet e-mail va à l’ancienne.",
            ["es"] = "Desde ahora inicia sesión con la dirección nueva; este mensaje va a la antigua.",
        },
        ProvesMailbox = true,
        Problem = (wish, language) => EmailAddress.Read(wish).Problem is { } problem ? problem.In(CultureInfo.GetCultureInfo(language)) : null,
        Spelling = wish => EmailAddress.Of(wish).Spelling,
    };

    private static readonly Dictionary<string, string> OneLine = new()
    {
        ["en"] = "Write the name in one line of at most {0} characters.",
        ["de"] = "Schreiben Sie den Namen in einer Zeile mit höchstens {0} Zeichen.",
        ["fr"] = "Écrivez le nom sur une ligne de {0} caractères au plus.",
        ["es"] = "Escriba el nombre en una línea de {0} caracteres como máximo.",
    };

    private static string? InOneLine(string wish, string language) => wish.Trim().Length > LongestName || wish.Any(char.IsControl)
        ? string.Format(CultureInfo.InvariantCulture, OneLine[language], LongestName)
        : null;
}
