using IGSendMail.Platform.Audience.Reading;

namespace IGSendMail.Platform.Tests.Audience.Reading;

/// <summary>The table in tests/uploads/README.md is what becomes of each file.</summary>
public sealed class ShapeTests
{
    public static TheoryData<string, string> Shapes
    {
        get
        {
            var shapes = new TheoryData<string, string>();
            foreach (var cells in File.ReadLines(Path.Combine(Folder, "README.md"))
                .Where(l => l.StartsWith("| ", StringComparison.Ordinal) && !l.StartsWith("| file ", StringComparison.Ordinal))
                .Select(l => l.Trim('|', ' ').Split(" | ", 2)))
            {
                shapes.Add(cells[0], cells[1]);
            }

            return shapes;
        }
    }

    private static string Folder => Path.Combine(AppContext.BaseDirectory, "uploads");

    [Theory]
    [MemberData(nameof(Shapes))]
    public async Task Each_program_is_understood_as_the_table_says(string file, string expected)
    {
        var read = await ReadFile.OfAsync("shapes", file);

        var people = read.Rows.Where(r => r.Person is not null).ToList();
        int Of(PersonStatus status) => people.Count(p => p.Status == status);
        Assert.Equal(expected, string.Join(" | ",
            read.Reading.Encoding, Dialect.NameOf(read.Reading.Dialect.Separator), read.Reading.Names[read.Reading.AddressColumn],
            Of(PersonStatus.Subscribed) + Of(PersonStatus.Unconfirmed), Of(PersonStatus.Unconfirmed), Of(PersonStatus.OptedOut),
            Of(PersonStatus.Bounced), Of(PersonStatus.Blocked), read.Problems.Count()));
    }

    [Fact]
    public void Every_file_stands_in_the_table() => Assert.Equal(
        Directory.GetFiles(Path.Combine(Folder, "shapes")).Select(Path.GetFileName).Order(StringComparer.Ordinal),
        Shapes.Select(s => (string)s[0]).Order(StringComparer.Ordinal));

    [Theory]
    [InlineData("excel-de.csv", "juergen@shape.example|Vorname=Jürgen|Nachname=Groß|Straße=Allee 1|Umsatz=1.234,50; 3: kaethe@shape.example|Vorname=Käthe|Nachname=Möller; geb. Sauer|Straße=Weg 2|Umsatz=0,00")]
    [InlineData("excel-en.csv", "zoe.en@shape.example|Name=Zoë|City=Bath; 3: bob.en@shape.example|Name=“Bob” Smith|City=New York, NY")]
    [InlineData("excel-unicode-text.txt", "inigo@shape.example|Nombre=Íñigo|Nota=10 €; 3: begona@shape.example|Nombre=Begoña|Nota=")]
    [InlineData("libreoffice.csv", "lo.one@shape.example|name=Ændrew|note=a \"quoted\" word; 3: lo.two@shape.example|name=Two|note=line\nbreak; 5: lo.three@shape.example|name=|note=")]
    [InlineData("excel-sep-line.csv", "anna.sep@shape.example|name=Anna")]
    public async Task Values_arrive_as_they_are(string file, string expected)
    {
        var shown = (await ReadFile.OfAsync("shapes", file)).Show();

        Assert.Equal(expected, shown[(shown.IndexOf(": ", StringComparison.Ordinal) + 2)..]);
    }
}
