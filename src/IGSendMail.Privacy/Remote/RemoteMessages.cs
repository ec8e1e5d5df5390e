using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace IGSendMail.Privacy.Remote;

/// <summary>What a remote store is asked. <c>docs/operations.md</c> describes it for those who build one.</summary>
/// <param name="Version">Of the protocol: 1.</param>
/// <param name="Operation"><c>count</c>, <c>read</c>, <c>erase</c> or <c>rectify</c>; part of what is signed.</param>
/// <param name="Subject">Whose data.</param>
/// <param name="Most">Most records in one answer, or to erase in one step.</param>
/// <param name="Cursor">Where the last answer said to go on.</param>
internal sealed record RemoteQuestion(
    int Version, string Operation, IReadOnlyList<RemoteIdentifier> Subject, int? Most = null, string? Cursor = null)
{
    public const int CurrentVersion = 1;

    /// <summary>What was corrected: <c>name</c>, <c>company</c> or <c>address</c>.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Field { get; init; }

    /// <summary>What stands there now.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Value { get; init; }
}

/// <summary>One identifier of a person.</summary>
/// <param name="Kind"><c>account</c>, <c>user</c>, <c>request</c> or <c>addressHash</c>.</param>
/// <param name="Value">32 lower-case hex digits.</param>
internal sealed record RemoteIdentifier(string Kind, string Value);

/// <summary>Answer to <c>count</c>.</summary>
/// <param name="Rows">Records that an erasure removes.</param>
/// <param name="Kept">Records that stay, by reason.</param>
internal sealed record RemoteCount(long Rows, IReadOnlyList<RemoteKept> Kept)
{
    private const int MostKept = 20;

    public bool IsSound => Rows >= 0 && Kept.Count <= MostKept && Kept.All(k => k is { IsSound: true });
}

/// <summary>Records that stay.</summary>
/// <param name="Rows">How many.</param>
/// <param name="Reason">Why, for people.</param>
/// <param name="Basis">The rule.</param>
/// <param name="Until">When they go too, if that is known.</param>
internal sealed record RemoteKept(long Rows, string Reason, string Basis, DateTimeOffset? Until = null)
{
    private const int Longest = 200;

    public bool IsSound => Rows > 0 && IsText(Reason) && IsText(Basis);

    private static bool IsText(string text) => text.Length is > 0 and <= Longest && !text.Any(char.IsControl);
}

/// <summary>Answer to <c>read</c>.</summary>
/// <param name="Records">Field names in plain words and values; secrets left out.</param>
/// <param name="Next">Where to go on, or null if that was all.</param>
internal sealed record RemotePage(IReadOnlyList<JsonObject> Records, string? Next);

/// <summary>Answer to <c>erase</c>.</summary>
/// <param name="Removed">Records removed in this step.</param>
/// <param name="Done">True if nothing is left to remove.</param>
/// <param name="Next">Where to go on; null exactly if it is done.</param>
internal sealed record RemoteErased(long Removed, bool Done, string? Next)
{
    public bool IsSound => Removed >= 0 && Done == Next is null;
}

/// <summary>Answer to <c>rectify</c>.</summary>
/// <param name="Changed">Records in which the value was replaced; 0 if there was none.</param>
internal sealed record RemoteCorrected(long Changed);

/// <summary>How messages are written and read.</summary>
internal static class RemoteJson
{
    /// <summary>What is missing or null where it must not be is no answer; further members are left for later versions.</summary>
    public static JsonSerializerOptions Options { get; } = new(JsonSerializerDefaults.Web)
    {
        NumberHandling = JsonNumberHandling.Strict,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
        MaxDepth = 16,
    };

    /// <summary>A cursor is opaque, short, and safe to keep.</summary>
    public static bool IsCursor(string? cursor) =>
        cursor is null || (cursor.Length is > 0 and <= 200 && cursor.All(c => c is > ' ' and < (char)0x7f));
}
