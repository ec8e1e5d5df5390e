using IGSendMail.Privacy.Consent;
using Microsoft.Extensions.DependencyInjection;

namespace IGSendMail.Privacy.Tests.Consent;

public sealed class ReceiptCodeTests : IAsyncLifetime
{
    private static readonly Guid Chain = new("0f8fad5b-d9cb-469f-a165-70867728950e");

    private RoomsAlone _rooms = null!;

    public async Task InitializeAsync() => _rooms = await RoomsAlone.OpenAsync(services => services.AddSingleton<ReceiptCodes>());

    public async Task DisposeAsync() => await _rooms.DisposeAsync();

    [Fact]
    public async Task A_code_is_five_groups_of_four_without_letters_that_look_alike()
    {
        for (var i = 0; i < 1_000; i++)
        {
            var code = await MakeAsync(new Guid([.. BitConverter.GetBytes(i), .. new byte[12]]));
            Assert.Matches("^[A-HJ-NP-Z2-9]{4}(-[A-HJ-NP-Z2-9]{4}){4}$", code.ToString());
        }
    }

    [Fact]
    public async Task One_chain_has_one_code_and_another_chain_another()
    {
        Assert.Equal(await MakeAsync(Chain), await MakeAsync(Chain));
        Assert.NotEqual(await MakeAsync(Chain), await MakeAsync(new Guid("0f8fad5b-d9cb-469f-a165-70867728950f")));
    }

    [Fact]
    public async Task Every_one_of_the_hundred_bits_is_used()
    {
        var seen = new HashSet<char>[20];
        for (var i = 0; i < 2_000; i++)
        {
            var code = (await MakeAsync(new Guid([.. BitConverter.GetBytes(i), .. new byte[12]]))).ToString().Replace("-", "", StringComparison.Ordinal);
            for (var at = 0; at < 20; at++)
            {
                (seen[at] ??= []).Add(code[at]);
            }
        }

        Assert.All(seen, letters => Assert.Equal(32, letters.Count));
    }

    [Fact]
    public async Task It_can_be_typed_in_small_letters_with_or_without_spaces_and_dashes()
    {
        var code = await MakeAsync(Chain);
        var text = code.ToString();

        Assert.Equal(code, ReceiptCode.Parse(text));
        Assert.Equal(code, ReceiptCode.Parse(text.ToLowerInvariant()));
        Assert.Equal(code, ReceiptCode.Parse("  " + text.Replace('-', ' ') + "\t"));
        Assert.Equal(code, ReceiptCode.Parse(text.Replace("-", "", StringComparison.Ordinal)));
        Assert.Equal(code, ReceiptCode.Parse(text.Replace('-', '–')));
        Assert.Equal(code.Hash, ReceiptCode.Parse(text)!.Hash);
        Assert.Matches("^[0-9a-f]{64}$", code.Hash);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("ABCD-EFGH-JKLM-NPQR-STU")]
    [InlineData("ABCD-EFGH-JKLM-NPQR-STUVW")]
    [InlineData("ABCD-EFGH-JKLM-NPQR-STU0")]
    [InlineData("ABCD-EFGH-JKLM-NPQR-STUı")]
    [InlineData("<script>alert(1)</script>")]
    public void Anything_else_is_no_code(string? typed) => Assert.Null(ReceiptCode.Parse(typed));

    [Fact]
    public void What_nobody_would_type_is_not_read() => Assert.Null(ReceiptCode.Parse(new string(' ', 5_000_000) + "ABCDEFGHJKLMNPQRSTUV"));

    private async Task<ReceiptCode> MakeAsync(Guid chain) =>
        await _rooms.Services.GetRequiredService<ReceiptCodes>().OfAsync(chain, CancellationToken.None);
}
