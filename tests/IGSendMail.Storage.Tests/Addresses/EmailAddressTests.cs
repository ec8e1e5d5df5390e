using System.Globalization;
using System.Text;

namespace IGSendMail.Storage.Tests.Addresses;

/// <summary>What is an address, what is none, and why.</summary>
public sealed class EmailAddressTests
{
    [Theory]
    [InlineData("ann@example.org")]
    [InlineData("ann+tag.x_y-z@mail.example.org")]
    [InlineData("ünïcode@exämple.org")]
    [InlineData("o'brien@example.org")]
    [InlineData("ann@xn--mller-kva.example")]
    [InlineData("ann@r3---x.example")]
    [InlineData("1@1.example")]
    [InlineData("用户@例え.テスト")]
    [InlineData("δοκιμή@παράδειγμα.δοκιμή")]
    [InlineData("परीक्षा@उदाहरण.परीक्षा")]
    [InlineData("ann@faß.example")]
    [InlineData("ann@ل۳.example")]
    [InlineData("anna@l·lol.example")]
    [InlineData("ann@カ・タ.example")]
    [InlineData("ᎠᎡ@ᎠᎡ.example")]
    public void An_address_of_any_script_is_kept_as_it_was_typed(string text) =>
        Assert.Equal(text, EmailAddress.Read(text).Address?.Spelling);

    [Theory]
    [InlineData("", AddressFault.Missing)]
    [InlineData(" \u200B\uFEFF ", AddressFault.Missing)]
    [InlineData("ann", AddressFault.NoAt)]
    [InlineData("@example.org", AddressFault.NoLocalPart)]
    [InlineData("ann@", AddressFault.NoDomain)]
    [InlineData("ann@.", AddressFault.NoDomain)]
    [InlineData("ann@localhost", AddressFault.NoDomain)]
    [InlineData("ann@localhost.", AddressFault.NoDomain)]
    [InlineData("ann@example..org", AddressFault.EmptyLabel)]
    [InlineData("ann@.example.org", AddressFault.EmptyLabel)]
    [InlineData("ann@example.org..", AddressFault.EmptyLabel)]
    [InlineData("r34@-blau.example", AddressFault.Hyphen)]
    [InlineData("ann@blau-.example", AddressFault.Hyphen)]
    [InlineData("ann@bü--x.example", AddressFault.Hyphen)]
    [InlineData("ann@exa mple.org", AddressFault.Space)]
    [InlineData("an\u00A0n@example.org", AddressFault.Space)]
    [InlineData("ann@bob@example.org", AddressFault.SeveralAts)]
    [InlineData("ann..x@example.org", AddressFault.DotsInLocalPart)]
    [InlineData("s4.@blau.example", AddressFault.DotsInLocalPart)]
    [InlineData(".s4@blau.example", AddressFault.DotsInLocalPart)]
    [InlineData("Ann <ann@example.org>", AddressFault.Space)]
    [InlineData("<ann@example.org>", AddressFault.CharacterInLocalPart)]
    [InlineData("ann@example.org,bob", AddressFault.CharacterInDomain)]
    [InlineData("ann@example.org;bob@example.org", AddressFault.SeveralAts)]
    [InlineData("ann(comment)@example.org", AddressFault.CharacterInLocalPart)]
    [InlineData("\"annbo\"@example.org", AddressFault.CharacterInLocalPart)]
    [InlineData("r27@[192.0.2.1]", AddressFault.NumberForDomain)]
    [InlineData("ann@192.0.2.1", AddressFault.NumberForDomain)]
    [InlineData("ann@example.org\r\nBcc:bob", AddressFault.Space)]
    [InlineData("ann\u0000@example.org", AddressFault.Invisible)]
    [InlineData("ann\u202E@example.org", AddressFault.Invisible)]
    [InlineData("r5\u00AD@blau.example", AddressFault.Invisible)]
    [InlineData("ann@bl\u200Bau.example", AddressFault.Invisible)]
    [InlineData("ann@bl\u200Dau.example", AddressFault.Invisible)]
    [InlineData("an\u3164n@example.org", AddressFault.Invisible)]
    [InlineData("an\uFE0Fn@example.org", AddressFault.Invisible)]
    [InlineData("an\uE000n@example.org", AddressFault.Invisible)]
    [InlineData("ann@xn--a.example", AddressFault.BrokenALabel)]
    [InlineData("ann@xn--blau-.example", AddressFault.Hyphen)]
    [InlineData("ann@xn--0.example", AddressFault.BrokenALabel)]
    [InlineData("ann@xn--99999999.example", AddressFault.BrokenALabel)]
    [InlineData("ann@xn--ls8h.example", AddressFault.BrokenALabel)]
    [InlineData("ann@💩.example", AddressFault.CharacterInDomain)]
    [InlineData("ann@a_b.example", AddressFault.CharacterInDomain)]
    [InlineData("ann@ｆｕｌｌ.example", AddressFault.CharacterInDomain)]
    [InlineData("ann@example。org.example", AddressFault.CharacterInDomain)]
    [InlineData("ann@ﬁsch.example", AddressFault.CharacterInDomain)]
    [InlineData("ann@\u0301x.example", AddressFault.CharacterInDomain)]
    [InlineData("ann@a·b.example", AddressFault.CharacterInDomain)]
    [InlineData("ann@a・b.example", AddressFault.CharacterInDomain)]
    [InlineData("ann@ـa.example", AddressFault.CharacterInDomain)]
    [InlineData("ann@٣۳.example", AddressFault.CharacterInDomain)]
    [InlineData("“anna@blau.example”", AddressFault.CharacterInLocalPart)]
    [InlineData("a13@gut.example”", AddressFault.CharacterInDomain)]
    [InlineData("a6@gut.example–", AddressFault.CharacterInDomain)]
    [InlineData("a8@gut.example。", AddressFault.CharacterInDomain)]
    [InlineData("a33@gut.exampleâ€", AddressFault.CharacterInDomain)]
    [InlineData("a3@gut.example’", AddressFault.CharacterInDomain)]
    [InlineData("•a5@gut.example", AddressFault.CharacterInLocalPart)]
    [InlineData("a31@gut.example×", AddressFault.CharacterInDomain)]
    [InlineData("\u0301a@gut.example", AddressFault.CharacterInLocalPart)]
    public void What_cannot_be_mailed_is_none_and_the_reason_is_known(string text, AddressFault fault)
    {
        var read = EmailAddress.Read(text);

        Assert.Null(read.Address);
        Assert.Equal(fault, read.Problem!.Value.Fault);
    }

    [Fact]
    public void Half_a_character_makes_no_address()
    {
        Assert.Equal(AddressFault.Invisible, EmailAddress.Read("an\uD83Dn@example.org").Problem!.Value.Fault);
        Assert.Equal(AddressFault.Invisible, EmailAddress.Read("ann@example.org\uD83D").Problem!.Value.Fault);
        Assert.Equal(AddressFault.Invisible, EmailAddress.Read("\uDCA9ann@example.org").Problem!.Value.Fault);
    }

    [Theory]
    [InlineData(64, 60, 3, true)]
    [InlineData(65, 60, 3, false)]
    [InlineData(10, 63, 1, true)]
    [InlineData(10, 64, 1, false)]
    [InlineData(1, 60, 4, true)]
    [InlineData(64, 60, 4, false)]
    public void An_address_is_as_long_as_mail_allows(int local, int label, int labels, bool isOne)
    {
        var domain = string.Concat(Enumerable.Repeat(new string('b', label) + ".", labels)) + "org";

        Assert.Equal(isOne, EmailAddress.Read($"{new string('a', local)}@{domain}").Address is not null);
    }

    [Fact]
    public void Lengths_are_counted_as_a_mail_server_sees_them()
    {
        Assert.NotNull(EmailAddress.Find(new string('é', 32) + "@example.org"));
        Assert.Equal(AddressFault.LocalTooLong, EmailAddress.Read(new string('é', 33) + "@example.org").Problem!.Value.Fault);
        Assert.Equal(AddressFault.LabelTooLong, EmailAddress.Read("a@" + new string('ü', 62) + ".org").Problem!.Value.Fault);
        Assert.Equal(AddressFault.LabelTooLong, EmailAddress.Read("a@" + new string('ü', 500) + ".org").Problem!.Value.Fault);
        Assert.Equal(AddressFault.TooLong, EmailAddress.Read("a@" + new string('b', 5_000_000)).Problem!.Value.Fault);
    }

    [Theory]
    [InlineData("\u200Br5@blau.example")]
    [InlineData("\uFEFFr5@blau.example")]
    [InlineData("r5@blau.example\u200B")]
    [InlineData("r5@blau.example\u200E")]
    [InlineData("\u202Ar5@blau.example\u202C")]
    [InlineData("\u00A0r5@blau.example\u00A0")]
    [InlineData(" \t\u3000r5@blau.example\r\n")]
    [InlineData("r5@blau.example\uFE0F")]
    [InlineData("\u00ADr5@blau.example")]
    [InlineData("r5@blau.example.")]
    [InlineData("\u2060r5@blau.example.\u2060")]
    public void What_has_no_width_at_the_ends_and_the_dot_of_the_root_are_no_part_of_it(string text) =>
        Assert.Equal("r5@blau.example", EmailAddress.Read(text).Address?.Spelling);

    [Theory]
    [InlineData("ann@bücher.example", "ann@xn--bcher-kva.example")]
    [InlineData("ANN@BÜCHER.Example", "ann@xn--bcher-kva.example")]
    [InlineData("ann@bu\u0308cher.example", "ann@xn--bcher-kva.example")]
    [InlineData("ann@XN--BCHER-KVA.EXAMPLE", "ann@xn--bcher-kva.example")]
    [InlineData("ann@faß.example", "ann@xn--fa-hia.example")]
    [InlineData("ann@STRAẞE.example", "ann@xn--strae-oqa.example")]
    [InlineData("ann@例え.テスト", "ann@xn--r8jz45g.xn--zckzah")]
    [InlineData("ΝΊΚΟΣ@example.gr", "νίκοσ@example.gr")]
    [InlineData("νίκος@example.gr", "νίκοσ@example.gr")]
    [InlineData("Re\u0301ne@example.fr", "réne@example.fr")]
    public void All_spellings_of_a_mailbox_have_one_canonical_form(string text, string canonical) =>
        Assert.Equal(canonical, EmailAddress.Of(text).Canonical);

    [Fact]
    public void A_server_is_told_the_name_as_it_was_typed_and_the_domain_in_ascii()
    {
        var address = EmailAddress.Of(" Karla.Käfer@Bücher.example");

        Assert.Equal("Karla.Käfer@xn--bcher-kva.example", address.Mailable);
        Assert.True(address.NeedsSmtpUtf8);
        Assert.False(EmailAddress.Of("karla@bücher.example").NeedsSmtpUtf8);
    }

    [Fact]
    public void The_forms_of_the_past_are_those_of_both_spellings_of_the_domain()
    {
        Assert.Equal(["k@bücher.example"], EmailAddress.Of("K@BÜCHER.example").FormerForms());
        Assert.Equal(["k@bücher.example"], EmailAddress.Of("k@xn--bcher-kva.example").FormerForms());
        Assert.Empty(EmailAddress.Of("Ann@Example.org").FormerForms());
    }

    [Fact]
    public void An_address_that_slips_into_a_log_names_nobody() =>
        Assert.DoesNotContain("ann", $"{EmailAddress.Of("ann@example.org")}", StringComparison.Ordinal);

    [Theory]
    [InlineData("en", "Check the e-mail address: “–” (U+2013) cannot stand after the @. Remove it.")]
    [InlineData("de", "Prüfen Sie die E-Mail-Adresse: “–” (U+2013) kann nicht nach dem @ stehen. Entfernen Sie das Zeichen.")]
    [InlineData("fr", "Vérifiez l’adresse e-mail : “–” (U+2013) ne peut pas se trouver après le @. Retirez ce caractère.")]
    [InlineData("es", "Revise la dirección de correo electrónico: “–” (U+2013) no puede estar después de la @. Quite ese carácter.")]
    public void The_reason_names_the_character_in_the_language_of_the_page(string language, string words) =>
        Assert.Equal(words, EmailAddress.Read("a6@gut.example–").Problem!.Value.In(CultureInfo.GetCultureInfo(language)));

    [Fact]
    public void Every_reason_has_words_in_every_language()
    {
        foreach (var language in (string[])["en", "de", "fr", "es"])
        {
            var words = Enum.GetValues<AddressFault>()
                .Select(fault => new AddressProblem(fault, new Rune('–')).In(CultureInfo.GetCultureInfo(language))).ToList();

            Assert.Equal(words.Count, words.Distinct(StringComparer.Ordinal).Count());
            Assert.All(words, w => Assert.EndsWith(".", w, StringComparison.Ordinal));
            Assert.DoesNotContain(words, w => w.Contains("{0}", StringComparison.Ordinal));
        }

        Assert.Contains("U+200B", EmailAddress.Read("a\u200Bb@gut.example").Problem!.Value.ToString(), StringComparison.Ordinal);
    }
}
