using System.Text.Json;
using System.Text.Json.Nodes;
using IGSendMail.Privacy.PersonalData;

namespace IGSendMail.Platform.Audience;

/// <summary>
/// A person on a list: where somebody comes from who was entered by hand is stored as the number of a choice, and read in words. There
/// are millions who were not: theirs is handed out as it is stored.
/// </summary>
internal sealed class PersonFields(Type entity, string property) : IOpenedFields
{
    private const string Basis = "On which basis you write to the person";

    /// <inheritdoc />
    public Type Entity => entity;

    /// <inheritdoc />
    public string Property => property;

    /// <inheritdoc />
    public IReadOnlyCollection<string> InOurWords { get; } = [Basis];

    /// <inheritdoc />
    public SaidFields? Read(ReadOnlySpan<byte> json)
    {
        if (json.IndexOf("\"origin\""u8) < 0
            || JsonSerializer.Deserialize<SubscriberContent>(json, JsonSerializerOptions.Web) is not { Origin: { } origin } content)
        {
            return null;
        }

        var attributes = new JsonObject();
        foreach (var (name, value) in content.Attributes)
        {
            attributes[name] = value;
        }

        return new SaidFields(new JsonObject
        {
            ["address"] = content.Address,
            ["attributes"] = attributes,
            [Basis] = origin.Basis.Words(),
            ["Where the person comes from"] = origin.Source,
        });
    }
}

/// <summary>Words of choices about people on lists.</summary>
internal static class OriginWords
{
    /// <summary>A basis, as it stands in a copy.</summary>
    public static string Words(this DeclaredBasis basis) => basis switch
    {
        DeclaredBasis.Consent => "they agreed to get e-mails",
        DeclaredBasis.Customers => "they bought something, and get e-mails about similar things",
        DeclaredBasis.Contract => "they are members, staff or partners, and the e-mails belong to that",
        DeclaredBasis.Other => "something else, which the next field says",
        _ => throw new ArgumentOutOfRangeException(nameof(basis), basis, "This basis has no words."),
    };
}
