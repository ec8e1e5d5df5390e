using System.Security.Cryptography;
using CsCheck;
using IGSendMail.Platform.Audience;
using IGSendMail.Privacy.Erasure;
using IGSendMail.Privacy.PersonalData;

namespace IGSendMail.Storage.Tests;

public sealed class DataKeyTests
{
    private static readonly KeyOwnerKind[] Kinds =
        [PersonKeys.Account, PersonKeys.Request, ErasureKeys.Run, PersonKeys.Officer, AudienceKeys.Audience];

    private static readonly Gen<KeyOwner> Owners = Gen.Select(Gen.Int[0, Kinds.Length - 1], Gen.Guid, (kind, id) => Kinds[kind].Of(id));

    private static readonly Gen<SealedPlace> Places =
        Gen.Select(Gen.String[Gen.Char.AlphaNumeric, 1, 20], Owners, Gen.Guid, (table, owner, row) => new SealedPlace(table, owner, row));

    private static readonly Gen<DataKey> Keys =
        Gen.Select(Gen.Guid, Gen.Byte.Array[32], (id, key) => new DataKey(id, key));

    [Fact]
    public void What_was_sealed_opens_at_its_place() =>
        Gen.Select(Keys, Places, Gen.Byte.Array[0, 500]).Sample((key, place, clear) =>
            Assert.Equal(clear, key.Open(place, key.Seal(place, clear))), iter: Cases.Count);

    [Fact]
    public void Any_changed_bit_is_noticed() =>
        Gen.Select(Keys, Places, Gen.Byte.Array[0, 60], Gen.Int[0, int.MaxValue]).Sample((key, place, clear, where) =>
        {
            var envelope = key.Seal(place, clear).Envelope.ToArray();
            var bit = where % (envelope.Length * 8);
            envelope[bit / 8] ^= (byte)(1 << (bit % 8));

            DoesNotOpen(key, place, envelope);
        }, iter: Cases.Count);

    [Fact]
    public void A_cut_or_lengthened_value_does_not_open() =>
        Gen.Select(Keys, Places, Gen.Byte.Array[1, 60], Gen.Int[0, int.MaxValue]).Sample((key, place, clear, length) =>
        {
            var envelope = key.Seal(place, clear).Envelope;

            DoesNotOpen(key, place, envelope[..(length % envelope.Length)]);
            DoesNotOpen(key, place, [.. envelope, (byte)length]);
        }, iter: Cases.Count);

    [Fact]
    public void A_value_moved_to_another_place_does_not_open() =>
        Gen.Select(Keys, Places, Places, Gen.Byte.Array[0, 60]).Where(t => t.Item2 != t.Item3).Sample((key, here, there, clear) =>
        {
            var value = key.Seal(here, clear).Envelope;

            DoesNotOpen(key, there, value);
            DoesNotOpen(key, here with { Table = here.Table + "x" }, value);
            DoesNotOpen(key, here with { Column = here.Column + "x" }, value);
            DoesNotOpen(key, here with { Row = there.Row }, value);
            DoesNotOpen(key, here with { Owner = here.Owner with { Id = there.Owner.Id } }, value);
            DoesNotOpen(key, here with { Owner = here.Owner with { Kind = Kinds[here.Owner.Kind.Number % Kinds.Length] } }, value);
        }, iter: Cases.Count);

    [Fact]
    public void Another_key_does_not_open_it_even_under_the_same_name() =>
        Gen.Select(Gen.Guid, Gen.Byte.Array[32], Gen.Byte.Array[32], Places, Gen.Byte.Array[0, 60])
            .Where(t => !t.Item2.AsSpan().SequenceEqual(t.Item3))
            .Sample((id, one, other, place, clear) =>
            {
                var value = new DataKey(id, one).Seal(place, clear);

                DoesNotOpen(new DataKey(id, other), place, value.Envelope);
            }, iter: Cases.Count);

    [Fact]
    public void Sealing_the_same_text_twice_gives_two_different_values()
    {
        var key = new DataKey(Guid.Empty, RandomNumberGenerator.GetBytes(32));
        var place = new SealedPlace("T", PersonKeys.Account.Of(Guid.Empty), Guid.Empty);

        Assert.NotEqual(key.Seal(place, "same"u8), key.Seal(place, "same"u8));
    }

    [Fact]
    public void A_failure_to_open_names_table_column_and_row_and_no_content()
    {
        var key = new DataKey(Guid.Empty, RandomNumberGenerator.GetBytes(32));
        var place = new SealedPlace("Subscribers", PersonKeys.Account.Of(Guid.Empty), Guid.Empty);

        var failure = Assert.Throws<UnsealException>(() =>
            key.Open(place with { Row = new Guid(1, 2, 3, new byte[8]) }, key.Seal(place, "jane@example.com"u8)));

        Assert.Contains("Subscribers.Content", failure.Message, StringComparison.Ordinal);
        Assert.Contains("00000001000200030000000000000000", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("jane", failure.ToString(), StringComparison.Ordinal);
    }

    /// <summary>Assert.Throws would spend most of the time of 100,000 cases.</summary>
    private static void DoesNotOpen(DataKey key, SealedPlace place, byte[] envelope)
    {
        try
        {
            key.Open(place, new Sealed(envelope));
        }
        catch (UnsealException)
        {
            return;
        }

        Assert.Fail("A changed value was accepted.");
    }
}
