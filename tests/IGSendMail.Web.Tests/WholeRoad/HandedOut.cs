using System.Text.Json;
using IGSendMail.Privacy.PersonalData;

namespace IGSendMail.Web.Tests.WholeRoad;

/// <summary>Looks into what a person is handed out.</summary>
internal static class HandedOut
{
    /// <summary>Texts in which no person has written anything.</summary>
    public static IReadOnlyList<string> WrittenByTheProgram { get; } =
    [
        "Account: /The version of this policy you accepted",
        "Account: /When you accepted it",
        "Account: /When you opened the account",
        "AuditEntry: /Figures that belong to it",
        "AuditEntry: /In which role somebody acted",
        "AuditEntry: /What came of it",
        "AuditEntry: /What happened",
        "AuditEntry: /When it happened",
        "AuditPerson: /When it happened",
        "AuditPerson: /owner",
        "AuditPerson: /user",
        "Correction: /What was to be corrected",
        "Correction: /When it was corrected",
        "Correction: /When you asked for it",
        "DataSubjectRequest: /Reference of the request",
        "DataSubjectRequest: /The latest day of our answer",
        "DataSubjectRequest: /The law that counts the days",
        "DataSubjectRequest: /What you asked for",
        "DataSubjectRequest: /When it was answered",
        "DataSubjectRequest: /When you asked",
        "DataSubjectRequest: /Where the request stands",
        "DataSubjectRequest: /locale",
        "ExportFiles: /A file we made or keep for you, of",
        "ExportPackage: /Check value of the file",
        "ExportPackage: /Name of the file",
        "ExportPackage: /When it was made",
        "Import: /Column of the e-mail addresses",
        "Import: /How characters are written",
        "Import: /How far it was read",
        "Import: /Key of the list",
        "Import: /Key of the upload",
        "Import: /On which basis you write to its people",
        "Import: /Until when it can be taken back",
        "Import: /What an empty cell does",
        "Import: /What stands between values",
        "Import: /When it was read to its end, or taken back",
        "Import: /When you said that its people may be taken",
        "Import: /When you uploaded a file",
        "ImportFiles: /A file we made or keep for you, of",
        "ImportProblem: /Key of the upload",
        "ImportProblem: /What was wrong with it (never its content)",
        "PageView: /The kind of page, without any detail of its address",
        "PageView: /When you looked at it",
        "PickupLetters: /Subject",
        "PickupLetters: /Written on",
        "RequestEvent: /What happened",
        "RequestEvent: /When it happened",
        "RequestVisit: /Until when",
        "RequestVisit: /Whether the code of our e-mail works there, or the page opens",
        "Session: /Kind of browser and system, such as Firefox on Windows",
        "Session: /When it ends by itself",
        "Session: /When you signed in there",
        "Session: /When you were last there, to five minutes",
        "Subscriber: /Key of the list",
        "Subscriber: /Key of the upload",
        "Subscriber: /When the person was first uploaded to the list",
        "SubscriberList: /Key of the list",
        "SubscriberList: /When you made it",
        "ToldJournal: /When we told you something",
        "ToldNote: /When we told you something",
        "User: /Since when you can sign in",
        "User: /When we last sent you a link to confirm the e-mail address",
        "User: /When you showed that the e-mail address is yours",
        "User: /locale",
    ];

    /// <summary>
    /// How many of a table's personal values a record hands out or names as withheld. A sealed column is one value, whatever
    /// is in it; one that an erasure would empty counts if it is filled.
    /// </summary>
    public static long ValuesOf(IMappedTable table, StoreRecord record)
    {
        using var json = JsonDocument.Parse(record.Json);
        var fields = json.RootElement.EnumerateObject().ToDictionary(f => f.Name, f => f.Value.ValueKind, StringComparer.Ordinal);
        // What is left out of a value that is handed out is no value of its own.
        var whole = table.Properties.Where(p => p.Withheld is not null).Select(p => p.Words!).ToHashSet(StringComparer.Ordinal);
        long handed = record.Withheld.Count(whole.Contains);
        foreach (var property in table.Properties.Where(p => p is { Words: not null, Withheld: null }))
        {
            if (fields.Remove(property.Words!, out var kind) && !property.IsSealed)
            {
                handed += property.Disposition == DispositionKind.Null && kind == JsonValueKind.Null ? 0 : 1;
            }
        }

        // What joins records to others is no value of a person.
        foreach (var link in table.Links)
        {
            fields.Remove(link.KeyWords);
            if (link.Words is { } words)
            {
                fields.Remove(words);
            }
        }

        // What is left of the record came out of its sealed column.
        return handed + (fields.Count > 0 ? 1 : 0);
    }

    /// <summary>Every text of a record with the path to it.</summary>
    public static IEnumerable<(string Path, string Text)> TextsOf(StoreRecord record)
    {
        using var json = JsonDocument.Parse(record.Json);
        return [.. TextsOf("", json.RootElement)];
    }

    private static IEnumerable<(string Path, string Text)> TextsOf(string path, JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Object => element.EnumerateObject().SelectMany(f => TextsOf($"{path}/{f.Name}", f.Value)),
        JsonValueKind.Array => element.EnumerateArray().SelectMany(e => TextsOf($"{path}[]", e)),
        JsonValueKind.String => [(path, element.GetString()!)],
        _ => [],
    };
}
