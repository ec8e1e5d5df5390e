using System.Security.Cryptography;
using CsCheck;

namespace IGSendMail.Storage.Tests;

public sealed class DataKeyTests
{
    private static readonly Gen<KeyOwner> Owners =
        Gen.Select(Gen.Int[1, 4].Select(kind => (KeyOwnerKind)kind), Gen.Guid, (kind, id) => new KeyOwner(kind, id));

    private static readonly Gen<SealedPlace> Places =
        Gen.Select(Gen.String[Gen.Char.AlphaNumeric, 1, 20], Owners, Gen.Guid, (table, owner, row) => new SealedPlace(table, owner, row));

    private static readonly Gen<DataKey> Keys =
        Gen.Select(Gen.Guid, Gen.Byte.Array[32], (id, key) => new DataKey(id, key));

    [Fact]
    public void What_was_sealed_opens_at_its_place() =>
        Gen.Select(Keys, Places, Gen.Byte.Array[0, 500]).Sample((key, place, clear) =>
            Assert.Equal(clear, key.Open(place, key.Seal(place, clear))));

    [Fact]
    public void Any_changed_bit_is_noticed() =>
        Gen.Select(Keys, Places, Gen.Byte.Array[0, 60], Gen.Int[0, int.MaxValue]).Sample((key, place, clear, where) =>
        {
            var envelope = key.Seal(place, clear).Envelope.ToArray();
            var bit = where % (envelope.Length * 8);
            envelope[bit / 8] ^= (byte)(1 << (bit % 8));

            Assert.Throws<UnsealException>(() => key.Open(place, new Sealed(envelope)));
        });

    [Fact]
    public void A_cut_or_lengthened_value_does_not_open() =>
        Gen.Select(Keys, Places, Gen.Byte.Array[1, 60], Gen.Int[0, int.MaxValue]).Sample((key, place, clear, length) =>
        {
            var envelope = key.Seal(place, clear).Envelope;

            Assert.Throws<UnsealException>(() => key.Open(place, new Sealed(envelope[..(length % envelope.Length)])));
            Assert.Throws<UnsealException>(() => key.Open(place, new Sealed([.. envelope, 0])));
        });

    [Fact]
    public void A_value_moved_to_another_place_does_not_open() =>
        Gen.Select(Keys, Places, Places, Gen.Byte.Array[0, 60]).Where(t => t.Item2 != t.Item3).Sample((key, here, there, clear) =>
        {
            var value = key.Seal(here, clear);

            Assert.Throws<UnsealException>(() => key.Open(there, value));
            Assert.Throws<UnsealException>(() => key.Open(here with { Table = here.Table + "x" }, value));
            Assert.Throws<UnsealException>(() => key.Open(here with { Row = there.Row }, value));
            Assert.Throws<UnsealException>(() => key.Open(here with { Owner = here.Owner with { Id = there.Owner.Id } }, value));
        });

    [Fact]
    public void Another_key_does_not_open_it_even_under_the_same_name() =>
        Gen.Select(Gen.Guid, Gen.Byte.Array[32], Gen.Byte.Array[32], Places, Gen.Byte.Array[0, 60])
            .Where(t => !t.Item2.AsSpan().SequenceEqual(t.Item3))
            .Sample((id, one, other, place, clear) =>
            {
                var value = new DataKey(id, one).Seal(place, clear);

                Assert.Throws<UnsealException>(() => new DataKey(id, other).Open(place, value));
            });

    [Fact]
    public void Sealing_the_same_text_twice_gives_two_different_values()
    {
        var key = new DataKey(Guid.Empty, RandomNumberGenerator.GetBytes(32));
        var place = new SealedPlace("T", KeyOwner.Account(Guid.Empty), Guid.Empty);

        Assert.NotEqual(key.Seal(place, "same"u8), key.Seal(place, "same"u8));
    }

    [Fact]
    public void A_failure_to_open_names_the_table_and_no_content()
    {
        var key = new DataKey(Guid.Empty, RandomNumberGenerator.GetBytes(32));
        var place = new SealedPlace("Subscribers", KeyOwner.Account(Guid.Empty), Guid.Empty);

        var failure = Assert.Throws<UnsealException>(() =>
            key.Open(place with { Row = new Guid(1, 2, 3, new byte[8]) }, key.Seal(place, "jane@example.com"u8)));

        Assert.Contains("Subscribers", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("jane", failure.ToString(), StringComparison.Ordinal);
    }
}
