using IGSendMail.Platform.Audience.Reading;

namespace IGSendMail.Platform.Tests.Audience.Reading;

/// <summary>Files with which something once went wrong.</summary>
public sealed class CaseTests
{
    [Theory]
    [InlineData("mailchimp-en.csv", 1)]
    [InlineData("header-200.csv", 1)]
    [InlineData("header-201.csv", 1)]
    public async Task A_long_header_row_of_short_names_is_read(string file, int people)
    {
        var read = await ReadFile.OfAsync("cases", file);

        Assert.Equal(people, read.People.Count());
        Assert.Empty(read.Problems);
    }

    [Theory]
    [InlineData("stray-quote.csv", "2: Something follows a closing quote mark in column 2 of this row (lines 2 to 4, none of which was taken).", "bert@blau.example")]
    [InlineData("long-note.csv", "2: The row is longer than 64 KB (lines 2 to ", "bert@blau.example")]
    public async Task No_line_inside_a_value_becomes_a_person(string file, string reason, string person)
    {
        var read = await ReadFile.OfAsync("cases", file);

        Assert.Equal([person], read.People);
        var problem = Assert.Single(read.Problems);
        Assert.StartsWith(reason, $"{problem.Line}: {problem.Problem}", StringComparison.Ordinal);
        Assert.DoesNotContain("none closes it", problem.Problem, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("enc-cp1252-one.csv", 32, "Zoë")]
    [InlineData("enc-cp1252-header.csv", 1, "Allee 1")]
    public async Task Windows_1252_is_decoded_for_the_whole_file(string file, int people, string value)
    {
        var read = await ReadFile.OfAsync("cases", file);

        Assert.Equal(FileEncoding.Windows1252, read.Reading.Encoding);
        Assert.Equal(people, read.People.Count());
        Assert.Contains(read.Rows, r => r.Person!.Attributes.ContainsValue(value));
    }

    [Theory]
    [InlineData("del-short-rows.csv", "2: jerry@blau.example|firstname=jerry|note=; 3: george@blau.example|firstname=george|note=; 4: kramer@blau.example|firstname=kramer|note=loving it")]
    [InlineData("del-trailing-header.csv", "2: anna@blau.example|name=Anna; 3: bert@blau.example|name=Bert")]
    [InlineData("del-trailing-rows.csv", "2: anna@blau.example|name=Anna; 3: bert@blau.example|name=Bert")]
    public async Task Missing_last_cells_are_empty_and_surplus_empty_ones_nothing(string file, string expected) =>
        Assert.Equal(expected, (await ReadFile.OfAsync("cases", file)).Show());

    [Fact]
    public async Task Rows_of_nothing_but_separators_are_blank_lines()
    {
        var read = await ReadFile.OfAsync("cases", "blank-1100.csv");

        Assert.Equal(1_102, Assert.Single(read.Problems).Line);
        Assert.Single(read.Rows);
    }

    [Theory]
    [InlineData("h-courriel.csv", "Courriel")]
    [InlineData("h-french.csv", "Adresse e-mail")]
    [InlineData("h-google.csv", "E-mail 1 - Value")]
    [InlineData("h-spanish.csv", "Correo electrónico")]
    [InlineData("h-useremail.csv", "user_email")]
    public async Task Usual_names_of_the_email_column_are_known(string file, string column)
    {
        var read = await ReadFile.OfAsync("cases", file);

        Assert.Equal(column, read.Reading.Names[read.Reading.AddressColumn]);
        Assert.Equal(["anna@blau.example"], read.People);
    }

    [Theory]
    [InlineData("del-tab.csv", "2: anna@blau.example|name=Anna")]
    [InlineData("del-sep.csv", "3: anna@blau.example|name=Anna")]
    public async Task Tabs_and_the_line_that_names_a_separator_are_seen(string file, string expected) =>
        Assert.Equal(expected, (await ReadFile.OfAsync("cases", file)).Show());

    [Theory]
    [InlineData("enc-bom-only.csv", "The file is empty. Upload a file with a header row")]
    [InlineData("x-mailchimp.zip", "This is a packed file (zip), not a CSV file. Unpack it and upload the CSV file inside.")]
    [InlineData("x-gz.csv", "This is a packed file (gzip), not a CSV file. Unpack it and upload the CSV file inside.")]
    public async Task What_is_no_table_is_called_what_it_is(string file, string reason)
    {
        var refused = await Assert.ThrowsAsync<UnreadableFileException>(() => ReadFile.OfAsync("cases", file));

        Assert.StartsWith(reason, refused.Message, StringComparison.Ordinal);
    }
}
