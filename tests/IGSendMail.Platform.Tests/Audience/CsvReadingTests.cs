using System.Text;
using IGSendMail.Platform.Audience;
using IGSendMail.Platform.Audience.Reading;
using IGSendMail.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace IGSendMail.Platform.Tests.Audience;

public sealed class CsvReadingTests(AudienceSite site) : IClassFixture<AudienceSite>, IDisposable
{
    private readonly string _path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName() + ".csv");

    public static TheoryData<string, string, string> Readable => new()
    {
        { "plain", "email,name\nann@example.org,Ann\n", "2: ann@example.org|name=Ann" },
        { "no line end at the end", "email,name\nann@example.org,Ann", "2: ann@example.org|name=Ann" },
        { "CRLF", "email,name\r\nann@example.org,Ann\r\nbob@example.org,Bob\r\n", "2: ann@example.org|name=Ann; 3: bob@example.org|name=Bob" },
        { "lone CR", "email,name\rann@example.org,Ann\r", "2: ann@example.org|name=Ann" },
        { "byte order mark", "\uFEFFemail,name\nann@example.org,Ann\n", "2: ann@example.org|name=Ann" },
        { "semicolons", "name;E-Mail\n\"Ann; Bo\";ann@example.org\n", "2: ann@example.org|name=Ann; Bo" },
        { "semicolon header with a quoted comma", "\"last, first\";email\nx;ann@example.org\n", "2: ann@example.org|last, first=x" },
        { "quoted comma and quote", "email,name\nann@example.org,\"Ann \"\"A\"\", Bo\"\n", "2: ann@example.org|name=Ann \"A\", Bo" },
        { "quote mark inside a plain value", "email,size\nann@example.org,5\" nails\n", "2: ann@example.org|size=5\" nails" },
        { "line break in quotes", "email,name\nann@example.org,\"Ann\nBo\"\nbob@example.org,Bob\n", "2: ann@example.org|name=Ann\nBo; 4: bob@example.org|name=Bob" },
        { "CRLF in quotes", "email,name\r\nann@example.org,\"Ann\r\nBo\"\r\nbob@example.org,Bob\r\n", "2: ann@example.org|name=Ann\r\nBo; 4: bob@example.org|name=Bob" },
        { "blank lines", "\n\nemail,name\n\nann@example.org,Ann\n\n\n", "5: ann@example.org|name=Ann" },
        { "duplicate and empty headers", "email,name,Name,,email\na@example.org,1,2,3,4\n", "2: a@example.org|name=1|Name (2)=2|column 4=3|email (2)=4" },
        { "empty values stay", "email,name,city\na@example.org,,\n", "2: a@example.org|name=|city=" },
        { "spaces around the address", "email\n  a@example.org \n", "2: a@example.org" },
        { "E-mail address", "E-mail address\na@example.org\n", "2: a@example.org" },
        { "MAIL", "MAIL\na@example.org\n", "2: a@example.org" },
        { "international address", "email\njörg@müller.example\n", "2: jörg@müller.example" },
        { "header only", "email,name\n", "" },
    };

    public static TheoryData<string, string, string> Bad => new()
    {
        { "no address", "email,name\n,Ann\nbob@example.org,Bob\n", "2: Column 1 (e-mail) is empty; 3: ok" },
        { "invalid address", "name,email\nAnn,ann@\nBob,bob@example.org\n", "2: Column 2 (e-mail) does not hold; 3: ok" },
        { "missing last cells and no address", "name,city,email\nAnn\nBob,Lyon,bob@example.org\n", "2: The row has too few fields: it ends after column 1, and the address stands in column 3; 3: ok" },
        { "too many fields", "email,name\nann@example.org,Ann,x\nbob@example.org,Bob\n", "2: The row has 3 fields; 3: ok" },
        { "quote never closed", "email,name\nann@example.org,\"Ann\nbob@example.org,Bob\ncy@example.org,Cy\n", "2: A quote mark opens a value; 3: ok; 4: ok" },
        { "quote closed by a later row", "email,name\nann@example.org,\"Ann\nbob@example.org,\"Bob\"\ncy@example.org,Cy\n", "2: Something follows a closing quote mark; 3: ok; 4: ok" },
        { "text after a closing quote", "email,name\nann@example.org,\"Ann\" Bo\nbob@example.org,Bob\n", "2: Something follows a closing quote mark; 3: ok" },
        { "NUL", "email,name\nann@example.org,A\0nn\nbob@example.org,Bob\n", "2: Column 2 holds the character NUL; 3: ok" },
        { "last line is a quote mark", "email,name\nbob@example.org,Bob\n\"", "2: ok; 3: A quote mark opens a value" },
    };

    [Theory]
    [MemberData(nameof(Readable))]
    public async Task A_readable_file_gives_its_people(string what, string file, string expected)
    {
        var rows = await ReadAsync(Encoding.UTF8.GetBytes(file));

        Assert.All(rows, row => Assert.Null(row.Problem));
        Assert.True(expected == string.Join("; ", rows.Select(Show)), what);
    }

    [Theory]
    [MemberData(nameof(Bad))]
    public async Task A_bad_row_is_explained_and_the_rest_is_read(string what, string file, string expected)
    {
        var rows = await ReadAsync(Encoding.UTF8.GetBytes(file));

        var parts = expected.Split("; ");
        Assert.Equal(parts.Length, rows.Count);
        foreach (var (part, row) in parts.Zip(rows))
        {
            Assert.StartsWith(part, $"{row.Line}: {row.Problem ?? "ok"}", StringComparison.Ordinal);
            Assert.True(row.Problem is null || !row.Problem.Contains("ann@", StringComparison.Ordinal), what);
        }
    }

    [Theory]
    [InlineData("", "The file is empty")]
    [InlineData("\n\n", "The file holds no rows: nothing but blank lines")]
    [InlineData(",;\n;,\n", "The file holds no rows: nothing but blank lines")]
    [InlineData("name,city\nAnn,Köln\n", "The first row names no e-mail column")]
    [InlineData("PK\u0003\u0004 [Content_Types].xml", "This is a workbook of Excel, not a CSV file")]
    [InlineData("\"email,name\n", "In the first row a quote mark opens a name and none closes it")]
    [InlineData("\"email\"x,name\n", "In the first row something follows a closing quote mark")]
    public async Task A_file_that_is_no_list_is_refused_with_a_remedy(string file, string reason)
    {
        var refused = await Assert.ThrowsAsync<UnreadableFileException>(() => ReadAsync(Encoding.UTF8.GetBytes(file)));

        Assert.StartsWith(reason, refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("ann@example.org", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(5_000, "Column 2 holds more than 4,000 characters")]
    [InlineData(CsvRecords.MostBytes, "The row is longer than 64 KB")]
    [InlineData(10 * CsvRecords.MostBytes, "The row is longer than 64 KB")]
    public async Task A_huge_field_costs_its_row_only(int length, string reason)
    {
        var rows = await ReadAsync(Encoding.UTF8.GetBytes(
            $"email,name\nann@example.org,{new string('x', length)}\nbob@example.org,Bob\n"));

        Assert.Equal(2, rows.Count);
        Assert.StartsWith(reason, rows[0].Problem, StringComparison.Ordinal);
        Assert.Equal((3, "bob@example.org"), (rows[1].Line, rows[1].Person!.Address));
    }

    [Fact]
    public async Task An_open_quote_in_a_long_file_costs_one_line()
    {
        var file = new StringBuilder("email,name\nann@example.org,\"Ann\n");
        for (var i = 0; i < 20_000; i++)
        {
            file.Append($"p{i}@example.org,Person\n");
        }

        var rows = await ReadAsync(Encoding.UTF8.GetBytes(file.ToString()));

        Assert.Equal(20_001, rows.Count);
        Assert.Equal(2, Assert.Single(rows, r => r.Problem is not null).Line);
    }

    public void Dispose() => File.Delete(_path);

    private static string Show(CsvRow row) =>
        $"{row.Line}: {row.Person!.Address}{string.Concat(row.Person.Attributes.Select(a => $"|{a.Key}={a.Value}"))}";

    private async Task<List<CsvRow>> ReadAsync(byte[] content)
    {
        var import = new Import
        {
            AccountId = Guid.Empty,
            Id = Guid.Empty,
            ListId = Guid.Empty,
            File = "",
            Size = content.Length,
            CreatedAt = default,
        };
        var files = site.Site.Services.GetRequiredService<SealedFiles>();
        await using (var written = await files.CreateAsync(_path, import.FilePlace, default))
        {
            await written.WriteAsync(content);
            await written.CompleteAsync(default);
        }

        var rows = new List<CsvRow>();
        while (true)
        {
            // Every slice opens the file anew, as after a crash: nothing may depend on what was read before.
            var reading = await ImportFile.FindReadingAsync(files, _path, import, FileChoices.None, default);
            await using var file = await ImportFile.OpenAsync(files, _path, import, reading, default);
            var slice = await file.ReadAsync(import.Position == 0 ? 1 : 3_000, default);
            rows.AddRange(slice.Rows);
            (import.Position, import.Line) = (slice.Position, slice.Line);
            if (slice.Ended)
            {
                return rows;
            }
        }
    }
}
