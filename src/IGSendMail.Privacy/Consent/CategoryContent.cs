using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using IGSendMail.Privacy.Purposes;
using IGSendMail.Storage;

namespace IGSendMail.Privacy.Consent;

/// <summary>One thing of a category that a visitor agrees to: what for, who, how long. Its name and our words are not.</summary>
/// <param name="Purpose">What it is for.</param>
/// <param name="Party">Who uses it; a short key.</param>
/// <param name="Lifetime">How long a browser keeps it; null if no longer than it is open.</param>
public sealed record CategoryItem(CookiePurpose Purpose, string Party, TimeSpan? Lifetime);

/// <summary>
/// What a category consists of, as far as it matters for consent, and its fingerprint. The fingerprint decides whether
/// a visitor is asked again; nobody keeps a number by hand.
/// </summary>
public sealed class CategoryContent
{
    private CategoryContent(ConsentCategory category, IReadOnlyList<CategoryItem> items, string text)
    {
        (Category, Items, Text) = (category, items, text);
        Fingerprint = BinaryPrimitives.ReadUInt32BigEndian(SHA256.HashData(Encoding.UTF8.GetBytes($"{category}\n{text}")));
    }

    public ConsentCategory Category { get; }

    /// <summary>Its things, in an order that does not depend on how they were listed.</summary>
    public IReadOnlyList<CategoryItem> Items { get; }

    /// <summary>The same as text, one line each; <see cref="Read"/> reads it.</summary>
    public string Text { get; }

    /// <summary>Stands in the cookie of a visitor who agreed to exactly this.</summary>
    public uint Fingerprint { get; }

    /// <summary>The content of a category.</summary>
    public static CategoryContent Of(ConsentCategory category, IEnumerable<CategoryItem> items)
    {
        var lines = items.Select(item => (Line: Line(item), Item: item)).OrderBy(l => l.Line, StringComparer.Ordinal).ToList();
        return new(category, [.. lines.Select(l => l.Item)], string.Join('\n', lines.Select(l => l.Line)));
    }

    /// <summary>Reads a kept <see cref="Text"/>. A purpose that no room brings any more is left out.</summary>
    public static CategoryContent Read(ConsentCategory category, string text, WordBook words) => Of(category, text
        .Split('\n', StringSplitOptions.RemoveEmptyEntries)
        .Select(line => line.Split('\t'))
        .Select(parts => parts.Length == 3 && words.Find<CookiePurpose>(parts[0]) is { } purpose
            ? new CategoryItem(purpose, parts[1], Lifetime(parts[2]))
            : null)
        .OfType<CategoryItem>());

    /// <summary>What is there now that was not in <paramref name="former"/>, and what is gone.</summary>
    public (IReadOnlyList<CategoryItem> Added, IReadOnlyList<CategoryItem> Gone) Since(CategoryContent former) =>
        ([.. Without(Items, former.Items)], [.. Without(former.Items, Items)]);

    private static List<CategoryItem> Without(IEnumerable<CategoryItem> items, IEnumerable<CategoryItem> others)
    {
        var left = others.ToList();
        return items.Where(item => !left.Remove(item)).ToList();
    }

    private static string Line(CategoryItem item) =>
        $"{item.Purpose}\t{item.Party}\t{item.Lifetime?.TotalSeconds.ToString("0", CultureInfo.InvariantCulture) ?? "session"}";

    private static TimeSpan? Lifetime(string text) =>
        long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) ? TimeSpan.FromSeconds(seconds) : null;
}
