using System.Security.Cryptography;
using System.Text;
using IGSendMail.Privacy.Erasure;
using IGSendMail.Privacy.PersonalData;
using IGSendMail.Privacy.Requests;
using IGSendMail.Privacy.Tests.Audit;

namespace IGSendMail.Privacy.Tests.Erasure;

/// <summary>A receipt holds as it was signed, and in no other way.</summary>
public sealed class ReceiptCheckTests : IDisposable
{
    private readonly ECDsa _ours = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly ECDsa _theirs = ECDsa.Create(ECCurve.NamedCurves.nistP256);

    private IReadOnlyList<ReceiptKey> Keys => [ReceiptKey.Of(_ours)];

    public void Dispose()
    {
        _ours.Dispose();
        _theirs.Dispose();
    }

    [Fact]
    public void A_receipt_that_we_signed_is_genuine()
    {
        var verdict = Check(Text(_ours));

        Assert.Equal(ReceiptFinding.Genuine, verdict.Finding);
        Assert.Equal("DR-7Q4M-92KX", verdict.Receipt!.Number);
        Assert.Equal(Statement().Lines, verdict.Receipt.Lines);
    }

    [Fact]
    public void It_is_readable_and_says_what_stays_with_reason_basis_and_date()
    {
        var text = Text(_ours);

        Assert.Contains("\"reason\": \"We must show that it was answered\"", text, StringComparison.Ordinal);
        Assert.Contains("\"basis\": \"11 CCR § 7101\"", text, StringComparison.Ordinal);
        Assert.Contains("\"until\": \"2029-11-10T12:00:00+00:00\"", text, StringComparison.Ordinal);
        Assert.Contains("\"cause\": \"request\"", text, StringComparison.Ordinal);
    }

    [Fact]
    public void Any_changed_byte_is_refused()
    {
        var genuine = Encoding.UTF8.GetBytes(Text(_ours));
        var dice = new Dice(5);
        var copy = genuine.ToArray();
        for (var at = 0; at < genuine.Length; at++)
        {
            // The neighbour in the alphabet, another letter case, and any byte at all.
            foreach (var other in (byte[])[(byte)(genuine[at] ^ 1), (byte)(genuine[at] ^ 0x20), (byte)(genuine[at] + dice.Next(1, 256))])
            {
                copy[at] = other;
                Assert.NotEqual(ReceiptFinding.Genuine, ReceiptCheck.Check(copy, Keys).Finding);
            }

            copy[at] = genuine[at];
        }

        Assert.Equal(ReceiptFinding.Genuine, ReceiptCheck.Check(copy, Keys).Finding);
    }

    [Fact]
    public void Any_byte_left_out_or_added_is_refused()
    {
        var genuine = Encoding.UTF8.GetBytes(Text(_ours));
        for (var at = 0; at < genuine.Length; at++)
        {
            Assert.NotEqual(ReceiptFinding.Genuine, ReceiptCheck.Check([.. genuine[..at], .. genuine[(at + 1)..]], Keys).Finding);
            Assert.NotEqual(ReceiptFinding.Genuine, ReceiptCheck.Check([.. genuine[..at], (byte)'0', .. genuine[at..]], Keys).Finding);
        }
    }

    [Fact]
    public void Cut_anywhere_it_is_refused_and_nothing_fails()
    {
        var genuine = Encoding.UTF8.GetBytes(Text(_ours));
        for (var length = 0; length < genuine.Length; length++)
        {
            Assert.Equal(ReceiptFinding.Unreadable, ReceiptCheck.Check(genuine.AsSpan(0, length), Keys).Finding);
        }
    }

    [Fact]
    public void Random_bytes_are_unreadable_and_nothing_fails()
    {
        var dice = new Dice(6);
        for (var round = 0; round < 5_000; round++)
        {
            var bytes = new byte[dice.Next(0, 200)];
            for (var i = 0; i < bytes.Length; i++)
            {
                bytes[i] = (byte)dice.Next(256);
            }

            Assert.Equal(ReceiptFinding.Unreadable, ReceiptCheck.Check(bytes, Keys).Finding);
        }
    }

    [Theory]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("17")]
    [InlineData("""{"format":"igsendmail-erasure-receipt/1","receipt":null,"signature":null}""")]
    [InlineData("""{"format":"igsendmail-erasure-receipt/1","receipt":{"lines":[null]},"signature":{"algorithm":"","keyId":"","value":""}}""")]
    [InlineData("""{"format":"\ud800","signature":{}}""")]
    public void Json_that_is_no_receipt_is_unreadable(string text) =>
        Assert.Equal(ReceiptFinding.Unreadable, Check(text).Finding);

    [Fact]
    public void Json_nested_very_deep_is_unreadable() =>
        Assert.Equal(ReceiptFinding.Unreadable, Check(new string('[', 30_000)).Finding);

    [Fact]
    public void What_browsers_and_mail_programs_add_is_forgiven()
    {
        var text = Text(_ours);

        Assert.Equal(ReceiptFinding.Genuine, Check("\uFEFF\r\n  " + text.Replace("\n", "\r\n", StringComparison.Ordinal) + "\r\n").Finding);
    }

    [Fact]
    public void Changed_content_is_told_from_a_broken_file()
    {
        var verdict = Check(Text(_ours).Replace("\"deleted\": 12", "\"deleted\": 13", StringComparison.Ordinal));

        Assert.Equal(ReceiptFinding.Changed, verdict.Finding);
        Assert.Contains("signature does not fit", verdict.Detail, StringComparison.Ordinal);
        Assert.Null(verdict.Receipt);
    }

    [Fact]
    public void Another_way_to_write_the_same_is_refused_and_the_line_named()
    {
        var verdict = Check(Text(_ours).Replace("\"deleted\": 12", "\"deleted\":  12", StringComparison.Ordinal));

        Assert.Equal(ReceiptFinding.Changed, verdict.Finding);
        Assert.Contains("look at line", verdict.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void One_signed_by_somebody_else_is_not_ours()
    {
        var verdict = Check(Text(_theirs));

        Assert.Equal(ReceiptFinding.NotOurs, verdict.Finding);
        Assert.Contains(ReceiptKey.Of(_theirs).KeyId, verdict.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void One_signed_by_somebody_else_under_the_name_of_our_key_is_refused()
    {
        var forged = ReceiptSigner.Sign(_theirs, Statement());
        forged = forged with { Signature = forged.Signature with { KeyId = ReceiptKey.Of(_ours).KeyId } };

        Assert.Equal(ReceiptFinding.Changed, Check(forged.ToText()).Finding);
    }

    [Fact]
    public void One_without_a_signature_is_said_to_be_unsigned() => Assert.Equal(
        ReceiptFinding.NotSigned, Check("""{"cause":0,"scope":1,"orderedAt":"2026-11-10T12:00:00+00:00","lines":[]}""").Finding);

    [Fact]
    public void One_larger_than_any_receipt_is_not_even_read()
    {
        var verdict = Check(Text(_ours) + new string(' ', SignedReceipt.MostBytes));

        Assert.Equal(ReceiptFinding.Unreadable, verdict.Finding);
        Assert.Contains("64 KB", verdict.Detail, StringComparison.Ordinal);
    }

    [Fact]
    public void The_keys_go_through_a_file()
    {
        var read = ReceiptKeyFile.Read(ReceiptKeyFile.Write(Keys));

        Assert.Equal(Keys, read);
        Assert.Equal(ReceiptFinding.Genuine, ReceiptCheck.Check(Encoding.UTF8.GetBytes(Text(_ours)), read).Finding);
    }

    [Fact]
    public void A_key_under_a_wrong_name_is_refused()
    {
        var file = ReceiptKeyFile.Write([ReceiptKey.Of(_theirs) with { KeyId = ReceiptKey.Of(_ours).KeyId }]);

        Assert.Contains("key id", Assert.Throws<ReceiptKeysException>(() => ReceiptKeyFile.Read(file)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_key_on_another_curve_is_refused()
    {
        using var other = ECDsa.Create(ECCurve.NamedCurves.nistP384);
        var file = ReceiptKeyFile.Write([ReceiptKey.Of(other)]);

        Assert.Contains("P-256", Assert.Throws<ReceiptKeysException>(() => ReceiptKeyFile.Read(file)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("no JSON")]
    [InlineData("""{"format":"igsendmail-receipt-keys/1","keys":[]}""")]
    [InlineData("""{"format":"igsendmail-receipt-keys/1","keys":[null]}""")]
    [InlineData("""{"format":"igsendmail-receipt-keys/1","keys":[{"keyId":"a","algorithm":"b","publicKey":"c"}]}""")]
    public void A_file_that_holds_no_keys_is_refused(string text) =>
        Assert.Throws<ReceiptKeysException>(() => ReceiptKeyFile.Read(text));

    [Fact]
    public void Anybody_can_check_it_without_our_code()
    {
        var text = Text(_ours);
        var value = text[(text.LastIndexOf("\": \"", StringComparison.Ordinal) + 4)..text.LastIndexOf('"')];
        var signed = text.Replace(value, "", StringComparison.Ordinal);
        using var key = ECDsa.Create();
        key.ImportFromPem(Keys[0].PublicKey);

        Assert.True(key.VerifyData(
            Encoding.UTF8.GetBytes(signed), Convert.FromBase64String(value), HashAlgorithmName.SHA256,
            DSASignatureFormat.Rfc3279DerSequence));
    }

    private static string Text(ECDsa key) => ReceiptSigner.Sign(key, Statement()).ToText();

    private static ReceiptStatement Statement()
    {
        var noon = new DateTimeOffset(2026, 11, 10, 12, 0, 0, TimeSpan.Zero);
        return new("DR-7Q4M-92KX", "https://www.example.org/", noon.AddHours(1), RequestCauses.Request, ErasureScope.Everything, noon,
        [
            new("User", "Your account with us", DataCategory.Account, 12, 0, 0, null, null, null),
            new("DataSubjectRequest", "Requests you made", DataCategory.Accountability, 0, 1, 1,
                "We must show that it was answered", "11 CCR § 7101", noon.AddYears(3)),
        ]);
    }

    private ReceiptVerdict Check(string text) => ReceiptCheck.Check(Encoding.UTF8.GetBytes(text), Keys);
}
