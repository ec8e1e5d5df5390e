using System.Text;
using System.Text.Json;
using IGSendMail.Platform.Audience;

namespace IGSendMail.Platform.Tests.Audience;

/// <summary>How people on lists and uploads read in a copy.</summary>
public sealed class PersonFieldsTests
{
    [Theory]
    [InlineData(DeclaredBasis.Consent, "they agreed to get e-mails")]
    [InlineData(DeclaredBasis.Customers, "they bought something, and get e-mails about similar things")]
    [InlineData(DeclaredBasis.Contract, "they are members, staff or partners, and the e-mails belong to that")]
    [InlineData(DeclaredBasis.Other, "something else, which the next field says")]
    public void A_person_entered_by_hand_says_in_words_where_they_come_from_and_keeps_all_else(DeclaredBasis basis, string words)
    {
        var content = new SubscriberContent("ann@example.org", new() { ["City"] = "Ulm", ["origin"] = "sea" }) { Origin = new(basis, "the fair in May") };

        var read = Fields.Read(JsonSerializer.SerializeToUtf8Bytes(content, JsonSerializerOptions.Web))!.Fields;

        Assert.Equal(
            ["address", "attributes", "On which basis you write to the person", "Where the person comes from"], read.Select(f => f.Key));
        Assert.Equal(("ann@example.org", words, "the fair in May"), ((string?)read["address"], (string?)read[2], (string?)read[3]));
        Assert.Equal("""{"City":"Ulm","origin":"sea"}""", read["attributes"]!.ToJsonString());
    }

    [Theory]
    [InlineData("""{"address":"ann@example.org","attributes":{"City":"Ulm"}}""")]
    [InlineData("""{"address":"ann@example.org","attributes":{"origin":"sea"}}""")]
    public void A_person_who_was_uploaded_is_handed_out_as_stored(string stored) => Assert.Null(Fields.Read(Encoding.UTF8.GetBytes(stored)));

    private static PersonFields Fields => new(typeof(Subscriber), nameof(Subscriber.Content));
}
