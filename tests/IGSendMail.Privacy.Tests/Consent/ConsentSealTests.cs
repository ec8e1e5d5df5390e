using CsCheck;
using IGSendMail.Privacy.Consent;

namespace IGSendMail.Privacy.Tests.Consent;

public sealed class ConsentSealTests : IDisposable
{
    private const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

    private static readonly Gen<ConsentChoice> Choices =
        from analytics in Gen.Bool
        from preference in Gen.Bool
        from seconds in Gen.Long[0, uint.MaxValue]
        from signal in Gen.Bool
        from one in Gen.UInt
        from two in Gen.UInt
        from chain in Gen.Guid
        select new ConsentChoice(
            analytics, preference, DateTimeOffset.FromUnixTimeSeconds(seconds), signal, new CategoryFingerprints(one, two))
        {
            Chain = analytics || preference ? chain : null,
        };

    private static readonly byte[] Key = [.. Enumerable.Range(0, ConsentSeal.KeyLength).Select(i => (byte)i)];

    private readonly ConsentSeal _seal = new(Key);

    [Fact]
    public void Every_choice_reads_back_as_it_was_written() =>
        Choices.Sample(choice => _seal.ReadChoice(_seal.Write(choice)) == choice);

    [Fact]
    public void Every_visitor_reads_back_as_it_was_written() =>
        Gen.Guid.Sample(visitor => _seal.ReadVisitor(_seal.Write(visitor)) == visitor);

    [Fact]
    public void A_value_has_at_most_64_characters() => Choices.Sample(choice =>
    {
        Assert.Equal(choice.IsRefusal ? 40 : 64, _seal.Write(choice).Length);
        Assert.Equal(44, _seal.Write(Guid.Empty).Length);
    });

    [Fact]
    public void A_value_with_any_one_character_changed_reads_as_nothing() =>
        Gen.Select(Choices, Gen.Int[0, 63], Gen.Int[0, 63]).Sample((choice, place, letter) =>
        {
            var value = _seal.Write(choice).ToCharArray();
            var at = place % value.Length;
            var before = value[at];
            value[at] = Alphabet[letter];
            return value[at] == before || _seal.ReadChoice(value) is null;
        }, iter: 20_000);

    [Fact]
    public void Every_flipped_bit_of_a_grant_is_noticed()
    {
        var bytes = System.Buffers.Text.Base64Url.DecodeFromChars(_seal.Write(Grant));
        for (var bit = 0; bit < bytes.Length * 8; bit++)
        {
            bytes[bit / 8] ^= (byte)(1 << (bit % 8));
            Assert.Null(_seal.ReadChoice(System.Buffers.Text.Base64Url.EncodeToString(bytes)));
            bytes[bit / 8] ^= (byte)(1 << (bit % 8));
        }
    }

    [Fact]
    public void A_shortened_or_lengthened_value_reads_as_nothing()
    {
        var value = _seal.Write(Grant);
        for (var length = 0; length < value.Length; length++)
        {
            Assert.Null(_seal.ReadChoice(value[..length]));
            Assert.Null(_seal.ReadChoice(value[..length] + new string('=', value.Length - length)));
            Assert.Null(_seal.ReadChoice(value.Insert(length, " ")));
            Assert.Null(_seal.ReadChoice(value.Insert(length, "A")));
        }
    }

    [Fact]
    public void Random_text_never_grants_and_never_throws() =>
        Gen.OneOf(Gen.String, Gen.String[Gen.Char.AlphaNumeric, 0, 80], Gen.String[Gen.Int[0, Alphabet.Length - 1].Select(i => Alphabet[i]), 40, 64])
            .Sample(text => _seal.ReadChoice(text) is null && _seal.ReadVisitor(text) is null, iter: 50_000);

    [Fact]
    public void A_value_signed_with_another_secret_reads_as_nothing()
    {
        using var other = new ConsentSeal(new byte[ConsentSeal.KeyLength]);

        Assert.Null(_seal.ReadChoice(other.Write(Grant)));
        Assert.Null(_seal.ReadVisitor(other.Write(Guid.Empty)));
    }

    [Fact]
    public void A_visitor_is_never_taken_for_a_choice_nor_a_choice_for_a_visitor()
    {
        Assert.Null(_seal.ReadChoice(_seal.Write(Guid.Empty)));
        Assert.Null(_seal.ReadVisitor(_seal.Write(Grant)));
    }

    [Fact]
    public void A_refusal_tells_no_browser_from_another()
    {
        var refusal = Grant.AsRefusal();

        Assert.Equal(_seal.Write(refusal), _seal.Write(refusal));
        Assert.Null(_seal.ReadChoice(_seal.Write(refusal))!.Value.Chain);
        Assert.Throws<ArgumentException>(() => _seal.Write(refusal with { Chain = Grant.Chain }));
        Assert.Throws<ArgumentException>(() => _seal.Write(Grant with { Chain = null }));
    }

    [Theory]
    // Values of version 1, made with this very secret: thirty bytes for a grant and for a refusal, without consent id.
    [InlineData(3)]
    [InlineData(0)]
    public void A_value_of_the_first_version_reads_as_nothing(byte flags)
    {
        var bytes = new byte[30];
        (bytes[0], bytes[1]) = (1, flags);
        System.Security.Cryptography.HMACSHA256.HashData(Key, bytes.AsSpan(0, 14)).AsSpan(0, 16).CopyTo(bytes.AsSpan(14));

        Assert.Null(_seal.ReadChoice(System.Buffers.Text.Base64Url.EncodeToString(bytes)));
    }

    [Theory]
    [InlineData(30, 3)]
    [InlineData(30, 5)]
    [InlineData(48, 0)]
    [InlineData(48, 4)]
    [InlineData(48, 9)]
    public void A_rightly_signed_value_whose_length_belies_its_flags_reads_as_nothing(int length, byte flags)
    {
        var bytes = new byte[length];
        (bytes[0], bytes[1]) = (2, flags);
        var said = length == 30 ? 14 : 30;
        System.Security.Cryptography.HMACSHA256.HashData(Key, bytes.AsSpan(0, said)).AsSpan(0, length - said).CopyTo(bytes.AsSpan(said));

        Assert.Null(_seal.ReadChoice(System.Buffers.Text.Base64Url.EncodeToString(bytes)));
    }

    [Fact]
    public void No_value_is_no_choice() => Assert.Null(_seal.ReadChoice(null));

    [Fact]
    public void Many_threads_can_read_at_once()
    {
        var value = _seal.Write(Grant);

        Parallel.For(0, 10_000, _ => Assert.Equal(Grant, _seal.ReadChoice(value)));
    }

    [Fact]
    public void Reading_allocates_nothing()
    {
        var (grant, refusal) = (_seal.Write(Grant), _seal.Write(Grant.AsRefusal()));
        _seal.ReadChoice(grant);

        var before = GC.GetAllocatedBytesForCurrentThread();
        for (var i = 0; i < 1_000; i++)
        {
            _seal.ReadChoice(grant);
            _seal.ReadChoice(refusal);
            _seal.ReadChoice("not a value of ours");
        }

        Assert.Equal(before, GC.GetAllocatedBytesForCurrentThread());
    }

    public void Dispose() => _seal.Dispose();

    private static ConsentChoice Grant { get; } = new(
        true, true, new DateTimeOffset(2026, 11, 10, 12, 0, 0, TimeSpan.Zero), false, new CategoryFingerprints(1, 2))
    {
        Chain = new Guid(Enumerable.Range(100, 16).Select(i => (byte)i).ToArray()),
    };
}
