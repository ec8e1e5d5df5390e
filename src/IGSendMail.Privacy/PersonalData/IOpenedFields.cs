using System.Text.Json.Nodes;

namespace IGSendMail.Privacy.PersonalData;

/// <summary>
/// Says what a sealed value holds in names and words for people, where what is stored are names and numbers of the program, or a secret.
/// The room that seals such values brings it.
/// </summary>
public interface IOpenedFields
{
    /// <summary>The entity of the rows.</summary>
    Type Entity { get; }

    /// <summary>The sealed property.</summary>
    string Property { get; }

    /// <summary>Names of fields whose values are words of the site, not of a person: a page says them in its reader's language.</summary>
    IReadOnlyCollection<string> InOurWords => [];

    /// <summary>The fields of a record as it is handed out; null to hand out what is stored.</summary>
    /// <param name="json">The opened value as UTF-8.</param>
    SaidFields? Read(ReadOnlySpan<byte> json);
}

/// <summary>The fields of a record, or some of them.</summary>
/// <param name="Fields">Names and values.</param>
public sealed record SaidFields(JsonObject Fields)
{
    /// <summary>What was there and is not handed out, in words.</summary>
    public IReadOnlyList<string> Withheld { get; init; } = [];
}

/// <summary>Says what a file holds, as the fields of a record; null if it is gone meanwhile or says nothing by itself.</summary>
public delegate Task<SaidFields?> FileFields(string file, CancellationToken cancellation);
