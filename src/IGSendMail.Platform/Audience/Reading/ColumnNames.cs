using System.Globalization;
using System.Text;

namespace IGSendMail.Platform.Audience.Reading;

/// <summary>
/// What columns are called: in the languages of the site and of its neighbours, by address books, newsletter programs,
/// shops and spreadsheets. Names are compared by their letters and digits alone, without case and accents.
/// </summary>
internal static class ColumnNames
{
    /// <summary>Names that mean the address and nothing else.</summary>
    private static readonly HashSet<string> Addresses = Set(
        "email", "e-mail", "mail", "email address", "mail address", "e-mail addresses", "emails", "email id", "user email",
        "user mail", "contact email", "member email", "subscriber email", "customer email", "recipient", "recipient email",
        "primary email", "primary email address", "email primary", "email 1", "email address 1", "e-mail 1 - value", "email 1 address",
        "emailaddr", "e-mailaddress", "email value", "email contact", "internet address", "smtp", "smtp address",
        // Deutsch
        "e-mail-adresse", "e-mail-adressen", "mailadresse", "mail-adresse", "e-mail adresse 1", "e-post", "epostadresse",
        "elektronische adresse", "elektronische post", "primäre e-mail-adresse", "primäre e-mail", "haupt-e-mail",
        // Français
        "adresse e-mail", "adresse mail", "adresse électronique", "adresse de courriel", "adresse courriel", "courriel",
        "courrier électronique", "adresse de courrier électronique", "adresse de messagerie", "messagerie", "mél", "adresse mél",
        "e-mail principal", "adresse e-mail principale", "courriel principal",
        // Español
        "correo", "correo electrónico", "correo-e", "dirección de correo electrónico", "dirección de correo",
        "dirección electrónica", "dirección e-mail", "dirección de email", "dirección de e-mail", "correo electrónico principal",
        "correo principal",
        // Neighbours
        "indirizzo e-mail", "indirizzo di posta elettronica", "posta elettronica", "indirizzo mail", "e-mailadres", "mailadres",
        "e-mailadressen", "endereço de e-mail", "endereço de email", "correio eletrônico", "correio electrónico", "endereço eletrônico",
        "adres e-mail", "adres email", "e-postadress", "e-mailadresse", "e-postadresse", "sähköposti", "sähköpostiosoite",
        "e-mailová adresa", "emailová adresa", "e-mail cím", "eposta", "e-posta", "e-posta adresi", "adresa de e-mail", "adresă de e-mail");

    /// <summary>What such a name contains when something stands beside it, as in “Work e-mail (required)”.</summary>
    private static readonly string[] Kernels =
    [
        "email", "mailadres", "mailaddress", "courriel", "courrierelectronique", "correoelectronico", "postaelettronica",
        "correioeletronico", "sahkoposti", "adressedemessagerie",
    ];

    /// <summary>Words that make of such a name something about the address: its kind, its state, a wish, somebody else's.</summary>
    private static readonly string[] Beside =
    [
        "type", "label", "display", "format", "status", "optin", "optout", "opted", "subscri", "consent", "permission", "accept",
        "marketing", "newsletter", "verified", "verification", "confirm", "valid", "bounce", "blacklist", "blocklist", "blocked",
        "domain", "hash", "md5", "sha1", "sha256", "emaildate", "emailtime", "emailcount", "emailsent", "emailopen", "emailclick",
        "emailclient", "emailscore", "reason", "campaign", "owner", "sender", "subject", "language", "frequency", "preference",
        "quality", "exists", "emailtyp", "anzeigename", "statut", "estado", "bestatigt", "abgemeldet", "einwilligung", "abonn",
        "username", "password", "fromallemail",
    ];

    /// <summary>A name as it is compared.</summary>
    public static string Key(string name)
    {
        var letters = new StringBuilder(name.Length);
        foreach (var c in PlainLetters.Decompose(name, NormalizationForm.FormKD))
        {
            if (char.IsLetterOrDigit(c) && CharUnicodeInfo.GetUnicodeCategory(c) != UnicodeCategory.NonSpacingMark)
            {
                letters.Append(char.ToLowerInvariant(c));
            }
        }

        return letters.ToString();
    }

    /// <summary>The rank of a name that means the address and nothing else.</summary>
    public const int SureRank = 2;

    /// <summary>How surely a name means the address: <see cref="SureRank"/> it does, 1 it contains the word, 0 not at all.</summary>
    public static int AddressRank(string name)
    {
        var key = Key(name);
        return Addresses.Contains(key) ? SureRank
            : Array.Exists(Kernels, k => key.Contains(k, StringComparison.Ordinal))
                && !Array.Exists(Beside, b => key.Contains(b, StringComparison.Ordinal)) ? 1
            : 0;
    }

    /// <summary>Keys of some names.</summary>
    public static HashSet<string> Set(params ReadOnlySpan<string> names)
    {
        var keys = new HashSet<string>(names.Length, StringComparer.Ordinal);
        foreach (var name in names)
        {
            keys.Add(Key(name));
        }

        return keys;
    }
}
