using System.Globalization;
using System.Text;
using CsCheck;

namespace IGSendMail.Storage.Tests.Addresses;

/// <summary>Every pair of spellings of one mailbox is equal; of two mailboxes none is.</summary>
public sealed class SpellingTests
{
    // Letters of several scripts whose capitals, compositions and ASCII forms differ from them.
    private static readonly string[] Parts =
        ["anna", "öl", "été", "straße", "νικος", "жук", "日本", "ไทย", "o-x", "a1", "łódź", "ångström", "ﺏ".Normalize(NormalizationForm.FormKC), "हिन्दी", "n\u0303o\u0323\u0302"];

    private static readonly Gen<string> Local = Gen.Select(Any(Parts), Gen.Char['a', 'z'], Any(Parts))
        .Select((a, b, c) => $"{a}{b}.{c}+{b}");

    private static readonly Gen<string> Domain = Gen.Select(Any(Parts), Gen.Char['a', 'z'], Any("example", "пример", "例え"))
        .Select((a, b, c) => $"{a}{b}.{c}");

    private static readonly Gen<(string Local, string Domain)> Mailbox = Gen.Select(Local, Domain);

    [Fact]
    public void All_spellings_of_a_mailbox_are_one_address() => Mailbox.Sample(
        mailbox =>
        {
            var spellings = Spellings(mailbox.Local, mailbox.Domain).Distinct(StringComparer.Ordinal).ToList();
            var addresses = spellings.Select(s => EmailAddress.Read(s).Address).ToList();

            Assert.True(spellings.Count >= 8);
            Assert.All(addresses, Assert.NotNull);
            Assert.All(addresses, a => Assert.Equal(addresses[0], a));
            Assert.Single(addresses.Select(a => a!.GetHashCode()).Distinct());
        },
        iter: 2_000);

    [Fact]
    public void Two_mailboxes_are_never_one_address() => Gen.Select(Mailbox, Mailbox).Sample(
        (one, other) =>
        {
            var same = one == other;
            foreach (var a in Spellings(one.Local, one.Domain))
            {
                Assert.Equal(same, EmailAddress.Of(a).Equals(EmailAddress.Of($"{other.Local}@{other.Domain}")));
            }
        },
        iter: 2_000);

    [Fact]
    public void Mailboxes_that_look_alike_stay_two()
    {
        string[] mailboxes =
        [
            "a.b@example.org", "ab@example.org", "a.b@example.com", "a.b@sub.example.org", "а.b@example.org", "a.b+x@example.org",
            "ab@fass.example", "ab@faß.example", "ab@bucher.example", "ab@bücher.example", "ab@buecher.example",
            "a_b@example.org", "a-b@example.org", "äb@example.org", "aeb@example.org",
            "ab@νικος.example", "ab@νικοσ.example", "ıb@example.org", "ib@example.org",
        ];

        Assert.Equal(mailboxes.Length, mailboxes.Select(EmailAddress.Of).Distinct().Count());
    }

    [Fact]
    public void What_an_address_gives_out_is_a_spelling_of_it() => Mailbox.Sample(
        mailbox =>
        {
            var address = EmailAddress.Of($"{mailbox.Local}@{mailbox.Domain}");
            Assert.Equal(address, EmailAddress.Of(address.Canonical));
            Assert.Equal(address, EmailAddress.Of(address.Mailable));
            Assert.Equal(address, EmailAddress.Of(address.Spelling));
            Assert.All(address.FormerForms(), f => Assert.Equal(address, EmailAddress.Of(f)));
        },
        iter: 2_000);

    [Fact]
    public void No_text_is_more_than_it_can_read() => Gen.String[Gen.OneOf(Gen.Char, Gen.Char[' ', '~'], Any('@', '.', '-', 'ü', '\u200B')), 0, 40]
        .Sample(
            text =>
            {
                var read = EmailAddress.Read(text);
                Assert.NotEqual(read.Address is null, read.Problem is null);
                if (read.Address is { } address)
                {
                    Assert.True(Ascii.IsValid(address.Domain));
                    Assert.InRange(Encoding.UTF8.GetByteCount(address.Canonical), 3, EmailAddress.MostOctets);
                    Assert.Equal(address, EmailAddress.Of(address.Canonical));
                }
            },
            iter: 20_000);

    private static Gen<T> Any<T>(params T[] of) => Gen.Int[0, of.Length - 1].Select(i => of[i]);

    /// <summary>What keyboards, browsers, mail programs and tables make of one mailbox.</summary>
    private static IEnumerable<string> Spellings(string local, string domain)
    {
        string[] locals =
        [
            local, local.ToUpperInvariant(), CultureInfo.InvariantCulture.TextInfo.ToTitleCase(local),
            local.Normalize(NormalizationForm.FormD), local.ToUpperInvariant().Normalize(NormalizationForm.FormD),
        ];
        var ascii = EmailAddress.Of("x@" + domain).Domain;
        string[] domains =
        [
            domain, ascii, ascii.ToUpperInvariant(), domain.Normalize(NormalizationForm.FormD), domain + ".",
            // The capital of ς is that of σ, so that it is no spelling of the same name.
            domain.Contains('ς', StringComparison.Ordinal) ? domain : domain.ToUpperInvariant(),
            domain[..domain.IndexOf('.', StringComparison.Ordinal)] + ascii[ascii.IndexOf('.', StringComparison.Ordinal)..],
        ];
        foreach (var l in locals)
        {
            foreach (var d in domains)
            {
                yield return $"{l}@{d}";
            }

            yield return $"\uFEFF {l}@{domain}\u200B";
        }
    }
}
