namespace IGSendMail.Platform.Audience.Reading;

/// <summary>The words with which other programs say who wants mail and who does not.</summary>
internal static class StatusWords
{
    private static readonly Dictionary<string, PersonStatus> Words = Of(
        (PersonStatus.Subscribed,
        [
            "subscribed", "active", "enabled", "confirmed", "opted in", "opt in", "optin", "subscriber", "valid", "verified", "ok",
            "deliverable", "aktiv", "abonniert", "angemeldet", "bestätigt", "inscrit", "inscrite", "abonné", "abonnée", "actif", "active",
            "confirmé", "suscrito", "suscrita", "activo", "activa", "confirmado", "inactive", "inaktiv", "inactif", "inactivo",
        ]),
        (PersonStatus.Unconfirmed,
        [
            "unconfirmed", "not confirmed", "pending", "unverified", "awaiting confirmation", "waiting", "non-subscribed",
            "nonsubscribed", "not subscribed", "never subscribed", "transactional", "unbestätigt", "nicht bestätigt", "ausstehend",
            "wartet", "en attente", "non confirmé", "non confirmée", "à confirmer", "pendiente", "sin confirmar", "no confirmado",
        ]),
        (PersonStatus.OptedOut,
        [
            "unsubscribed", "unsubscribe", "unsub", "opted out", "opt out", "optout", "removed", "cancelled", "canceled", "left",
            "abgemeldet", "ausgetragen", "widerrufen", "désabonné", "désabonnée", "désinscrit", "désinscrite", "dado de baja", "baja",
            "desuscrito", "no suscrito", "cancelado",
        ]),
        (PersonStatus.Bounced,
        [
            "cleaned", "bounced", "bounce", "hard bounce", "hard bounced", "hardbounced", "soft bounced", "undeliverable", "invalid",
            "undelivered", "failed", "unzustellbar", "ungültig", "rebond", "rejeté", "non distribuable", "invalide", "rebotado", "rebote",
            "no entregable", "inválido",
        ]),
        (PersonStatus.Blocked,
        [
            "blocked", "blocklisted", "blacklisted", "disabled", "complained", "complaint", "complaints", "spam", "spam complaint",
            "abuse", "reported", "junk", "suppressed", "banned", "gesperrt", "blockiert", "beschwerde", "bloqué", "bloquée", "plainte",
            "bloqueado", "bloqueada", "queja",
        ]));

    private static readonly HashSet<string> Yes = ColumnNames.Set(
        "yes", "y", "true", "t", "1", "x", "on", "ja", "j", "wahr", "oui", "o", "vrai", "sí", "s", "verdadero", "sì", "sim", "checked");

    private static readonly HashSet<string> No = ColumnNames.Set(
        "no", "n", "false", "f", "0", "off", "nein", "falsch", "non", "faux", "falso", "nee", "não", "unchecked");

    /// <summary>What a word says, or null if it is unknown.</summary>
    public static PersonStatus? StatusOf(string word) => Words.TryGetValue(ColumnNames.Key(word), out var status) ? status : null;

    /// <summary>True for yes, false for no, null for neither.</summary>
    public static bool? IsYes(string word) => ColumnNames.Key(word) is var key && Yes.Contains(key) ? true : No.Contains(key) ? false : null;

    private static Dictionary<string, PersonStatus> Of(params (PersonStatus Status, string[] Words)[] all)
    {
        var words = new Dictionary<string, PersonStatus>(StringComparer.Ordinal);
        foreach (var (status, some) in all)
        {
            foreach (var word in some)
            {
                words.TryAdd(ColumnNames.Key(word), status);
            }
        }

        return words;
    }
}
