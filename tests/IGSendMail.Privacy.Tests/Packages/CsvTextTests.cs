using System.Buffers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using CsCheck;
using CsvHelper;
using IGSendMail.Privacy.Packages;

namespace IGSendMail.Privacy.Tests.Packages;

public sealed class CsvTextTests
{
    private static readonly CsvReaderOptions Options = new() { Separator = ',', HasHeader = false, SkipEmptyLines = false };

    [Fact]
    public void Whatever_is_in_a_value_another_reader_reads_it_back() =>
        Gen.String.Array[1, 6].Sample(values =>
        {
            // A lone half of a surrogate pair is no text: UTF-8 has no bytes for it.
            var texts = values.Select(v => Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(v))).ToArray();
            using var reader = CsvReader.Create(new StringReader(Line(texts)), Options);

            Assert.True(reader.Read());
            Assert.Equal(texts, Enumerable.Range(0, reader.FieldCount).Select(reader.GetString));
            Assert.False(reader.Read());
        });

    [Fact]
    public void Formulas_stay_as_they_are() => Assert.Equal("\"=1+1\",\"@x\"\r\n", Line(["=1+1", "@x"]));

    [Fact]
    public async Task Fields_within_a_field_get_columns_of_their_own() => Assert.Equal(
        """
        "Address","Attributes.City","Attributes.Score","Tags","Nothing"
        "a@example.com","Köln","7","[""x"",""y""]",

        """.ReplaceLineEndings("\r\n"),
        await TableAsync([new JsonObject
        {
            ["Address"] = "a@example.com",
            ["Attributes"] = new JsonObject { ["City"] = "Köln", ["Score"] = 7 },
            ["Tags"] = new JsonArray("x", "y"),
            ["Nothing"] = null,
        }]));

    [Fact]
    public async Task Columns_that_appear_later_are_empty_in_the_lines_before() => Assert.Equal(
        "\"a\",\"b\",\"c\"\r\n\"1\r\n\"\"\",,\r\n,\"2\",\r\n\"4\",,\"3\"\r\n",
        await TableAsync([new JsonObject { ["a"] = "1\r\n\"" }, new JsonObject { ["b"] = "2" }, new JsonObject { ["c"] = "3", ["a"] = "4" }]));

    [Fact]
    public void Records_of_any_form_come_back_from_a_table_with_their_values() =>
        Gen.Select(Gen.Int[0, 5], Gen.String).Array[0, 5].Array[1, 200].Sample(records =>
        {
            var objects = records.Select(fields => new JsonObject(fields
                .DistinctBy(f => f.Item1)
                .Select(f => KeyValuePair.Create($"c{f.Item1}", (JsonNode?)Encoding.UTF8.GetString(Encoding.UTF8.GetBytes(f.Item2)))))).ToList();
            using var reader = CsvReader.Create(
                new StringReader(TableAsync(objects).GetAwaiter().GetResult()), Options);
            var columns = objects.SelectMany(o => o).Select(f => f.Key).Distinct(StringComparer.Ordinal).ToList();
            if (columns.Count == 0)
            {
                return;
            }

            Assert.True(reader.Read());
            Assert.Equal(columns, Enumerable.Range(0, reader.FieldCount).Select(reader.GetString));
            foreach (var record in objects)
            {
                Assert.True(reader.Read());
                Assert.Equal(
                    columns.Select(c => record[c]?.GetValue<string>() ?? ""),
                    Enumerable.Range(0, reader.FieldCount).Select(reader.GetString));
            }
        }, iter: 200, threads: 1);

    private static string Line(IEnumerable<string?> values)
    {
        var line = new ArrayBufferWriter<byte>();
        CsvText.WriteLine(line, values);
        return Encoding.UTF8.GetString(line.WrittenSpan);
    }

    private static async Task<string> TableAsync(IEnumerable<JsonObject> records)
    {
        var path = Path.GetTempFileName();
        var text = new MemoryStream();
        await using (var scratch = new ScratchFile(path))
        {
            var table = new CsvTable(scratch);
            foreach (var record in records)
            {
                await table.AddAsync(JsonSerializer.SerializeToUtf8Bytes(record), CancellationToken.None);
            }

            await table.CopyToAsync(text, CancellationToken.None);
        }

        Assert.False(File.Exists(path));

        // A spreadsheet reads accents right only behind the mark.
        var bytes = text.ToArray();
        Assert.Equal(CsvText.Mark, bytes.AsSpan(0, 3));
        return Encoding.UTF8.GetString(bytes.AsSpan(3));
    }
}
