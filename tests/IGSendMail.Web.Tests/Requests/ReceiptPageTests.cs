using System.Net;
using System.Text;
using IGSendMail.Privacy.Erasure;
using IGSendMail.Privacy.Requests;
using IGSendMail.Storage;
using IGSendMail.Testing;
using IGSendMail.Web.Commands;
using IGSendMail.Web.Features.Shared;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using MimeKit;

namespace IGSendMail.Web.Tests.Requests;

/// <summary>A signed receipt, from the erasure to whoever checks it.</summary>
public sealed class ReceiptPageTests : IAsyncDisposable
{
    private readonly TestSite _site = new();

    public ValueTask DisposeAsync() => _site.DisposeAsync();

    [Fact]
    public async Task The_page_of_the_request_hands_out_a_file_that_is_genuine()
    {
        var file = await ErasedAsync();

        var page = await UploadAsync(file);

        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.Equal("This receipt is genuine", page.TextOf("#answer h2"));
        Assert.Contains("11 CCR § 7101", page.Text, StringComparison.Ordinal);
        Assert.Contains(Number(file), page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Its_text_can_be_pasted()
    {
        var file = await ErasedAsync();

        // As browsers send the content of a text area.
        var page = await PasteAsync(Encoding.UTF8.GetString(file).Replace("\n", "\r\n", StringComparison.Ordinal));

        Assert.Equal("This receipt is genuine", page.TextOf("#answer h2"));
        Assert.Equal("", page.TextOf("textarea"));
    }

    [Fact]
    public async Task The_last_letter_brings_the_same_file()
    {
        var file = await ErasedAsync();

        var mails = await Task.WhenAll(Directory
            .EnumerateFiles(Path.Combine(_site.DataFolder, "mail"), "*.eml", SearchOption.AllDirectories)
            .Select(path => MimeMessage.LoadAsync(path)));
        var last = Assert.Single(mails, m => m.Subject?.Contains("receipt", StringComparison.Ordinal) is true);
        var attached = Assert.IsAssignableFrom<MimePart>(Assert.Single(last.Attachments));
        using var content = new MemoryStream();
        await attached.Content!.DecodeToAsync(content);
        Assert.Equal(file, content.ToArray());
        Assert.Equal($"igsendmail-receipt-{Number(file)}.json", attached.FileName);
        Assert.Contains("/privacy/receipts/check", last.TextBody, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Nobody_else_gets_the_file()
    {
        await ErasedAsync();
        var reference = (await _site.NewestRequestAsync()).Reference;

        Assert.Equal($"/privacy/requests/{reference}/link", (await _site.Visitor().GetAsync($"/privacy/requests/{reference}/receipt")).Path);
    }

    [Fact]
    public async Task One_that_was_changed_is_called_changed()
    {
        var file = Encoding.UTF8.GetString(await ErasedAsync());

        var page = await UploadAsync(Encoding.UTF8.GetBytes(file.Replace("\"kept\": 1", "\"kept\": 0", StringComparison.Ordinal)));

        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.Equal("This receipt was changed", page.TextOf("#answer h2"));
        Assert.DoesNotContain("What it says", page.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_of_another_site_is_not_ours()
    {
        await using var other = new TestSite();
        var file = await ErasedAsync(other);

        Assert.Equal("This receipt is not ours", (await UploadAsync(file)).TextOf("#answer h2"));
    }

    [Theory]
    [InlineData("<script>alert(1)</script>")]
    [InlineData("{\"format\":\"igsendmail-erasure-receipt/1\"")]
    [InlineData("\0\u0001\ufffd")]
    public async Task Garbage_is_called_unreadable(string garbage)
    {
        var page = await PasteAsync(garbage);

        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.Equal("We cannot read this as a receipt", page.TextOf("#answer h2"));
        Assert.Null(page.Document.QuerySelector("main script"));
    }

    [Fact]
    public async Task Bytes_that_are_no_text_are_unreadable() =>
        Assert.Equal("We cannot read this as a receipt", (await UploadAsync([0xff, 0xfe, 0x00, 0xc3, 0x28])).TextOf("#answer h2"));

    [Fact]
    public async Task Nothing_sent_is_named_at_the_field()
    {
        var page = await PasteAsync("  \n ");

        Assert.Equal(HttpStatusCode.BadRequest, page.Status);
        Assert.Contains("Choose the file of the receipt", page.TextOf(".field--wrong"), StringComparison.Ordinal);
        Assert.Contains("Choose the file of the receipt", page.TextOf(".error-summary"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData((64 * 1024) + 1)]
    [InlineData((256 * 1024) + 1)]
    [InlineData(5 * 1024 * 1024)]
    public async Task One_that_is_too_large_gets_an_answer_and_leaves_no_file(int bytes)
    {
        var page = await UploadAsync(new byte[bytes].Select(_ => (byte)'x').ToArray());

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, page.Status);
        Assert.Equal("We cannot read this as a receipt", page.TextOf("#answer h2"));
        Assert.Contains("64 KB", page.TextOf("#answer"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_text_that_is_too_large_gets_an_answer() =>
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, (await PasteAsync(new string('x', 300_000))).Status);

    [Theory]
    [InlineData("multipart/form-data", "no boundary")]
    [InlineData("multipart/form-data; boundary=x", "--x\r\nContent-Disposition: form-data; name=\"file\"; filename=\"a\"\r\n\r\ncut")]
    [InlineData("application/json", "{}")]
    [InlineData("application/x-www-form-urlencoded", "Text=%")]
    public async Task A_form_that_is_broken_is_refused(string type, string body)
    {
        using var content = new StringContent(body);
        content.Headers.Remove("Content-Type");
        content.Headers.TryAddWithoutValidation("Content-Type", type);

        var answer = await _site.Visitor().Client.PostAsync(new Uri("http://localhost" + PrivacyRoutes.CheckReceipt), content);

        Assert.InRange((int)answer.StatusCode, 400, 499);
    }

    [Fact]
    public async Task The_keys_on_the_page_are_those_of_the_download()
    {
        var visitor = _site.Visitor();
        var page = await visitor.GetAsync(PrivacyRoutes.CheckReceipt);
        var file = await visitor.GetAsync(page.Document.QuerySelector($"a[href='{PrivacyRoutes.ReceiptKeys}']")!.GetAttribute("href")!);

        var key = Assert.Single(ReceiptKeyFile.Read(Encoding.UTF8.GetString(file.Body)));
        Assert.Equal(key.PublicKey, page.TextOf("pre"));
        Assert.Equal("application/json", file.Response.Content.Headers.ContentType!.MediaType);
    }

    [Fact]
    public async Task A_receipt_from_before_they_were_signed_is_said_to_be_unsigned()
    {
        var visitor = _site.Visitor();
        await ErasedAsync(visitor: visitor);
        var reference = (await _site.NewestRequestAsync()).Reference;
        var unsigned = """{"cause":0,"scope":1,"orderedAt":"2026-11-10T12:00:00+00:00","lines":[]}""";
        await _site.InDatabaseAsync(db => db.ErasureReceipts().ExecuteUpdateAsync(set => set.SetProperty(r => r.Content, unsigned)));

        var page = await visitor.GetAsync("/privacy/requests/" + reference);

        Assert.Contains("issued before we signed them", page.Text, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await visitor.GetAsync($"/privacy/requests/{reference}/receipt")).Status);
        Assert.Equal("This receipt is not signed", (await PasteAsync(unsigned)).TextOf("#answer h2"));
    }

    [Fact]
    public async Task The_verb_checks_with_the_keys_of_the_page_alone()
    {
        var receipt = await WriteAsync("receipt.json", await ErasedAsync());
        var keys = await WriteAsync("keys.json", (await _site.Visitor().GetAsync(PrivacyRoutes.ReceiptKeys)).Body);

        var (code, words, _) = await VerbAsync(receipt, keys);

        Assert.Equal(0, code);
        Assert.StartsWith("GENUINE: receipt DR-", words, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_verb_names_what_is_wrong()
    {
        var file = Encoding.UTF8.GetString(await ErasedAsync());
        var keys = await WriteAsync("keys.json", (await _site.Visitor().GetAsync(PrivacyRoutes.ReceiptKeys)).Body);
        var changed = await WriteAsync("changed.json", Encoding.UTF8.GetBytes(file.Replace("\"kept\": 1", "\"kept\": 0", StringComparison.Ordinal)));
        var large = await WriteAsync("large.json", new byte[100_000]);
        var missing = new FileInfo(Path.Combine(_site.Folder, "none.json"));

        Assert.Equal((1, "CHANGED: The signature"), Start(await VerbAsync(changed, keys), 22));
        Assert.Equal((1, "UNREADABLE: It is larger than 64 KB"), Start(await VerbAsync(large, keys), 35));
        Assert.Equal((1, "UNREADABLE: It is not a receipt"), Start(await VerbAsync(keys, keys), 31));
        Assert.Equal(2, (await VerbAsync(missing, keys)).Code);
        Assert.Equal(2, (await VerbAsync(changed, missing)).Code);
        var (code, _, errors) = await VerbAsync(changed, changed);
        Assert.Equal(2, code);
        Assert.Contains("not a file of receipt keys", errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_verb_checks_with_the_keys_of_the_vault()
    {
        var receipt = await WriteAsync("receipt.json", await ErasedAsync());
        var keys = await _site.Services.GetRequiredService<ReceiptSigner>().KeysAsync(CancellationToken.None);
        using var output = new StringWriter();

        Assert.Equal(0, await ReceiptCommand.CheckAsync(receipt, keys, output, output, CancellationToken.None));
    }

    [Fact]
    public async Task The_private_key_lies_wrapped_in_the_vault()
    {
        await ErasedAsync();
        await using var vault = await _site.Services.GetRequiredService<IDbContextFactory<VaultContext>>().CreateDbContextAsync();

        var row = await vault.Secrets.AsNoTracking().SingleAsync(s => s.Name == "erasure-receipts");
        Assert.NotNull(row.MasterId);
        Assert.True(row.Wrapped!.Length > 48);
    }

    private static (int, string) Start((int Code, string Words, string Errors) answer, int length) =>
        (answer.Code, answer.Words[..length]);

    private static string Number(byte[] file) => SignedReceipt.Parse(Encoding.UTF8.GetString(file)).Receipt.Number;

    /// <summary>Has somebody erased and downloads the receipt.</summary>
    private async Task<byte[]> ErasedAsync(TestSite? site = null, PageVisitor? visitor = null)
    {
        site ??= _site;
        visitor ??= site.Visitor();
        await site.AskAsync("guest@example.com", Right.Erasure);
        await site.ConfirmAsync("guest@example.com", visitor);
        await site.WorkAsync();
        var page = await visitor.GetAsync("/privacy/requests/" + (await site.NewestRequestAsync()).Reference);
        var link = page.Document.QuerySelectorAll("a").Single(a => a.TextContent == "Download the signed receipt");
        return (await visitor.GetAsync(link.GetAttribute("href")!)).Body;
    }

    private async Task<Page> UploadAsync(byte[] file)
    {
        var visitor = _site.Visitor();
        return await visitor.SubmitAsync(
            await visitor.GetAsync(PrivacyRoutes.CheckReceipt), "#receipt-form",
            files: new Dictionary<string, (string, byte[])> { ["File"] = ("receipt.json", file) });
    }

    private async Task<Page> PasteAsync(string text)
    {
        var visitor = _site.Visitor();
        return await visitor.SubmitAsync(
            await visitor.GetAsync(PrivacyRoutes.CheckReceipt), "#receipt-form", new Dictionary<string, string> { ["Text"] = text });
    }

    private async Task<FileInfo> WriteAsync(string name, byte[] content)
    {
        var path = Path.Combine(_site.Folder, name);
        await File.WriteAllBytesAsync(path, content);
        return new FileInfo(path);
    }

    private static async Task<(int Code, string Words, string Errors)> VerbAsync(FileInfo file, FileInfo keys)
    {
        using var output = new StringWriter();
        using var errors = new StringWriter();
        var code = await ReceiptCommand.CheckAsync(file, keys, output, errors, CancellationToken.None);
        return (code, output.ToString(), errors.ToString());
    }
}
