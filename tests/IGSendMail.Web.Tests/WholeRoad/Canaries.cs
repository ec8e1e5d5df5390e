using System.Globalization;
using System.Text;

namespace IGSendMail.Web.Tests.WholeRoad;

/// <summary>Twenty strings that occur nowhere by chance, planted where people put personal data.</summary>
internal sealed class Canaries
{
    private static readonly string[] Places =
    [
        "name", "mailbox", "company", "list",
        "subscriber1", "subscriber2", "subscriber3", "subscriber4", "subscriber5", "subscriber6",
        "attribute1", "attribute2", "attribute3", "attribute4", "attribute5", "attribute6",
        "column1", "column2", "badrow", "quoted",
    ];

    private readonly Dictionary<string, string> _planted = Places.ToDictionary(
        p => p, p => string.Create(CultureInfo.InvariantCulture, $"qz{p}kx{Places.IndexOf(p) * 7919 + 100_003}vw"));

    public string this[string place] => _planted[place];

    public IReadOnlyCollection<string> All => _planted.Values;

    /// <summary>A list of so many people with the canaries among them, and one row that cannot be taken.</summary>
    public byte[] Csv(int people)
    {
        var csv = new StringBuilder();
        csv.Append(CultureInfo.InvariantCulture, $"email,{this["column1"]},\"{this["column2"]}, quoted\"\r\n");
        for (var i = 1; i <= people; i++)
        {
            var address = i <= 6 ? this[$"subscriber{i}"] : $"person{i}";
            var attribute = i <= 6 ? this[$"attribute{i}"] : "plain";
            csv.Append(CultureInfo.InvariantCulture, $"{address}@example.org,{attribute},\"{(i == 1 ? this["quoted"] : "x")}, \"\"y\"\"\"\r\n");
        }

        csv.Append(CultureInfo.InvariantCulture, $"{this["badrow"]} is no address,a,b\r\n");
        return Encoding.UTF8.GetBytes(csv.ToString());
    }

    /// <summary>The files beneath a folder whose bytes hold a canary, as UTF-8 or UTF-16.</summary>
    public IReadOnlyList<string> FoundBeneath(string folder) => FoundBeneath(folder, All);

    /// <summary>The same for other words.</summary>
    public static IReadOnlyList<string> FoundBeneath(string folder, IReadOnlyCollection<string> words)
    {
        var found = new List<string>();
        foreach (var file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
        {
            var bytes = ReadShared(file);
            found.AddRange(words
                .Where(c => bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(c)) >= 0 || bytes.AsSpan().IndexOf(Encoding.Unicode.GetBytes(c)) >= 0)
                .Select(c => $"{c} in {Path.GetFileName(file)}"));
        }

        return found;
    }

    private static byte[] ReadShared(string file)
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var copy = new MemoryStream();
        stream.CopyTo(copy);
        return copy.ToArray();
    }
}
