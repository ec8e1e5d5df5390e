using System.Text.Json.Nodes;
using CsCheck;
using CsvHelper;
using IGSendMail.Privacy.Requests.Packages;

namespace IGSendMail.Privacy.Tests.Requests;

public sealed class CsvTextTests
{
    private static readonly CsvReaderOptions Options = new() { Separator = ',', HasHeader = false, SkipEmptyLines = false };

    [Fact]
    public void Whatever_is_in_a_value_another_reader_reads_it_back() =>
        Gen.String.Array[1, 6].Sample(values =>
        {
            using var reader = CsvReader.Create(new StringReader(CsvText.Line(values)), Options);

            Assert.True(reader.Read());
            Assert.Equal(values, Enumerable.Range(0, reader.FieldCount).Select(reader.GetString));
            Assert.False(reader.Read());
        });

    [Fact]
    public void Formulas_stay_as_they_are() => Assert.Equal("\"=1+1\",\"@x\"\r\n", CsvText.Line(["=1+1", "@x"]));

    [Fact]
    public void Fields_within_a_field_get_columns_of_their_own()
    {
        var record = new JsonObject
        {
            ["Address"] = "a@example.com",
            ["Attributes"] = new JsonObject { ["City"] = "Köln", ["Score"] = 7 },
            ["Tags"] = new JsonArray("x", "y"),
            ["Nothing"] = null,
        };

        Assert.Equal(
            [("Address", "a@example.com"), ("Attributes.City", "Köln"), ("Attributes.Score", "7"), ("Tags", """["x","y"]"""), ("Nothing", null)],
            CsvText.Flatten(record));
    }
}
