using System.Text.Json;
using IGSendMail.Privacy.Erasure;
using IGSendMail.Privacy.PersonalData;
using IGSendMail.Privacy.Requests;
using IGSendMail.Privacy.Retention;
using IGSendMail.Storage;

namespace IGSendMail.Privacy.Tests.Erasure;

/// <summary>What was stored before names were words is read and written as it always was.</summary>
public sealed class StoredWordTests
{
    private static readonly WordBook Words = Book(typeof(IdentifierKind), typeof(ErasureScope), typeof(RequestCauses), typeof(RetentionCauses));

    public static TheoryData<string, string, int, int> Contents => new()
    {
        { "Request", "Everything", 0, 1 },
        { "Cancellation", "SubscriberData", 1, 0 },
        { "Cancellation", "Everything", 1, 1 },
    };

    [Theory]
    [MemberData(nameof(Contents))]
    public void A_letter_that_waits_names_cause_and_scope_by_number(string cause, string scope, int causeNumber, int scopeNumber)
    {
        var json = $$"""{"cause":{{causeNumber}},"scope":{{scopeNumber}},"orderedAt":"2026-11-10T12:00:00+00:00","lines":[],"holds":[]}""";

        var read = JsonSerializer.Deserialize<ReceiptContent>(json, JsonSerializerOptions.Web)!;

        Assert.Equal((Words.Find<ErasureCause>(cause), Words.Find<ErasureScope>(scope)), (read.Cause, read.Scope));
        var written = JsonSerializer.SerializeToNode(read, JsonSerializerOptions.Web)!;
        Assert.Equal((causeNumber, scopeNumber), ((int)written["cause"]!, (int)written["scope"]!));
    }

    [Fact]
    public void A_scope_of_another_room_is_named() => Assert.Equal(
        "\"Invoices\"", JsonSerializer.Serialize(new ErasureScope("Invoices", "Invoices"), JsonSerializerOptions.Web));

    [Theory]
    [InlineData("2")]
    [InlineData("-1")]
    [InlineData("\"no name\"")]
    [InlineData("{}")]
    public void What_is_no_scope_is_refused(string json) =>
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<ErasureScope>(json, JsonSerializerOptions.Web));

    [Fact]
    public void A_correction_in_a_letter_is_named_by_number()
    {
        var letter = new RequestCorrectedLetter("jane@example.com", null, "R-1", CorrectionField.Other, 0);

        Assert.Equal(3, (int)JsonSerializer.SerializeToNode(letter, JsonSerializerOptions.Web)!["field"]!);
        Assert.Equal(
            "Company", JsonSerializer.Deserialize<RequestCorrectedLetter>("""{"toAddress":"","reference":"","field":1}""", JsonSerializerOptions.Web)!.Field!.Name);
    }

    [Fact]
    public void The_journal_names_identifiers_by_number()
    {
        const string Stored = """[{"kind":0,"value":"00000000-0000-0000-0000-000000000001"},{"kind":4,"value":"00000000-0000-0000-0000-000000000002"}]""";

        var subject = StoredIdentifiers.Read(Stored, Words);

        Assert.Equal([IdentifierKind.Account, IdentifierKind.Request], subject.Identifiers.Select(i => i.Kind));
        Assert.Equal(Stored, subject.ToJson());
    }

    [Fact]
    public void A_kind_whose_room_is_gone_stays_what_it_was()
    {
        const string Stored = """[{"kind":77,"value":"00000000-0000-0000-0000-000000000001"}]""";

        Assert.Equal(Stored, StoredIdentifiers.Read(Stored, Words).ToJson());
    }

    [Fact]
    public void A_scope_that_no_room_brings_never_lets_an_erasure_call_itself_done() =>
        Assert.Throws<InvalidOperationException>(() => ErasureScope.Unknown("Invoices").Includes(DataCategory.Billing));

    [Theory]
    [InlineData("SubscriberData", DataCategory.Subscriber, true)]
    [InlineData("SubscriberData", DataCategory.Account, false)]
    [InlineData("SubscriberData", DataCategory.Accountability, false)]
    [InlineData("Everything", DataCategory.Subscriber, true)]
    [InlineData("Everything", DataCategory.Account, true)]
    public void A_scope_covers_its_categories(string scope, DataCategory category, bool isCovered) =>
        Assert.Equal(isCovered, Words.Find<ErasureScope>(scope)!.Covers(Place(category)));

    [Fact]
    public void A_place_with_copies_of_a_category_is_covered_too() =>
        Assert.True(ErasureScope.SubscriberData.Covers(Place(DataCategory.Account) with { AlsoHolds = [DataCategory.Subscriber] }));

    private static StoreDescription Place(DataCategory category) =>
        new("Place", "A place", category, DataOwner.User, ProcessingRole.Controller, 1)
        {
            Purposes = [Purpose.ProvidePlatform],
            Basis = LawfulBasis.Contract,
        };

    private static WordBook Book(params Type[] owners)
    {
        var book = new WordBook();
        Array.ForEach(owners, book.Add);
        return book;
    }
}
