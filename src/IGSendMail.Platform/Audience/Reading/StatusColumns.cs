namespace IGSendMail.Platform.Audience.Reading;

/// <summary>How a column tells the status of a person.</summary>
public enum StatusRule
{
    /// <summary>By a word, such as “unsubscribed”.</summary>
    Word,

    /// <summary>“Yes” says that they left.</summary>
    YesMeansOut,

    /// <summary>“No” says that they left.</summary>
    NoMeansOut,

    /// <summary>Anything in it (a day, a reason) says that they left.</summary>
    AnythingMeansOut,
}

/// <summary>A column that tells the status of a person.</summary>
/// <param name="Column">Index of the column.</param>
/// <param name="Rule">How it tells it.</param>
/// <param name="Out">What leaving means here.</param>
public readonly record struct StatusColumn(int Column, StatusRule Rule, PersonStatus Out);

/// <summary>Finds and reads the columns in which other programs say who wants mail and who does not.</summary>
internal static class StatusColumns
{
    private static readonly HashSet<string> WordNames = ColumnNames.Set(
        "status", "subscription status", "subscriber status", "email status", "member status", "contact status", "global status",
        "state", "list status", "mailing status", "email marketing consent", "email permission status", "email consent status",
        "statut", "état", "estado", "zustand", "abo-status", "abostatus", "newsletter-status", "stato", "e-mail-status",
        "statut d'abonnement", "estado de suscripción", "abonnementstatus");

    private static readonly HashSet<string> YesNames = ColumnNames.Set(
        "unsubscribed", "unsubscribed from all email", "opt out", "opted out", "email opt out", "opted out of email",
        "has opted out of email", "do not email", "do not mail", "email disabled", "deleted", "abgemeldet", "désabonné", "désinscrit",
        "dado de baja", "desuscrito", "globally unsubscribed", "is unsubscribed", "email unsubscribed");

    private static readonly HashSet<string> BlockNames = ColumnNames.Set(
        "blacklisted", "blocklisted", "email blacklisted", "email blocklisted", "emailblacklisted", "blocked", "complained", "spam",
        "is blacklisted", "blacklist", "blocklist", "gesperrt", "bloqué", "bloqueado", "blacklist email");

    private static readonly HashSet<string> BounceNames = ColumnNames.Set(
        "bounced", "hard bounced", "hard bounce", "email bounced", "cleaned", "undeliverable", "is bounced");

    private static readonly HashSet<string> NoNames = ColumnNames.Set(
        "subscribed", "is subscribed", "subscribed to emails", "email subscribed", "accepts marketing", "accepts email marketing",
        "email opt in", "opt in", "opted in", "angemeldet", "abonniert", "abonné", "inscrit", "suscrito");

    private static readonly HashSet<string> LeftNames = ColumnNames.Set(
        "unsub time", "unsubscribe time", "unsubscribed at", "unsubscribe date", "unsubscribed date", "date unsubscribed", "opt out time",
        "opt-out date", "optout date", "unsubscribed on", "date of unsubscription", "abgemeldet am", "date de désinscription", "fecha de baja");

    private static readonly HashSet<string> CleanNames = ColumnNames.Set(
        "clean time", "cleaned at", "bounced at", "bounce date", "email hard bounce reason", "hard bounce reason");

    /// <summary>The columns of a file, by their names and what stands in its first rows.</summary>
    public static IReadOnlyList<StatusColumn> Find(IReadOnlyList<string> names, IReadOnlyList<string[]> rows, int addressColumn)
    {
        var found = new List<StatusColumn>();
        for (var i = 0; i < names.Count; i++)
        {
            if (i != addressColumn && Of(i, names[i], ValuesOf(rows, i)) is { } column)
            {
                found.Add(column);
            }
        }

        return found;
    }

    /// <summary>A column that the customer chose.</summary>
    public static StatusColumn Chosen(int column, string name, IReadOnlyList<string[]> rows) =>
        Of(column, name, ValuesOf(rows, column)) ?? new StatusColumn(column, StatusRule.Word, PersonStatus.OptedOut);

    /// <summary>What a cell says; null if it says something unknown.</summary>
    public static PersonStatus? Read(StatusColumn column, string cell)
    {
        if (CsvText.IsBlank(cell))
        {
            return PersonStatus.Subscribed;
        }

        return column.Rule switch
        {
            StatusRule.Word => StatusWords.StatusOf(cell),
            StatusRule.AnythingMeansOut => column.Out,
            _ => StatusWords.IsYes(cell) switch
            {
                null => null,
                { } yes => yes == (column.Rule == StatusRule.YesMeansOut) ? column.Out : PersonStatus.Subscribed,
            },
        };
    }

    private static StatusColumn? Of(int column, string name, List<string> values)
    {
        var key = ColumnNames.Key(name);
        if (LeftNames.Contains(key) || CleanNames.Contains(key))
        {
            return new(column, StatusRule.AnythingMeansOut, LeftNames.Contains(key) ? PersonStatus.OptedOut : PersonStatus.Bounced);
        }

        var left = BlockNames.Contains(key) ? PersonStatus.Blocked : BounceNames.Contains(key) ? PersonStatus.Bounced : PersonStatus.OptedOut;
        if (YesNames.Contains(key) || left != PersonStatus.OptedOut)
        {
            return values.TrueForAll(v => StatusWords.IsYes(v) is not null) ? new(column, StatusRule.YesMeansOut, left) : null;
        }

        // What such a column says in the file as a whole decides: “status” may be that of an order.
        if (values.Count > 0 && NoNames.Contains(key) && values.TrueForAll(v => StatusWords.IsYes(v) is not null))
        {
            return new(column, StatusRule.NoMeansOut, PersonStatus.OptedOut);
        }

        return values.Count > 0 && (WordNames.Contains(key) || NoNames.Contains(key))
            && values.TrueForAll(v => StatusWords.StatusOf(v) is not null)
                ? new(column, StatusRule.Word, PersonStatus.OptedOut)
                : null;
    }

    private static List<string> ValuesOf(IReadOnlyList<string[]> rows, int column) =>
        [.. rows.Where(r => column < r.Length && !CsvText.IsBlank(r[column])).Select(r => r[column])];
}
