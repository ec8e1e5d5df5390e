using System.Security.Cryptography;
using System.Text;
using IGSendMail.Privacy.PersonalData;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace IGSendMail.Privacy.Consent;

/// <summary>
/// A text on which a choice is made, word for word, so that any record can be replayed: "this is what was shown".
/// </summary>
/// <param name="Hash">SHA-256 in hex over locale, interface version and content.</param>
/// <param name="Locale">Language of the text (BCP 47), for example <c>de</c>.</param>
/// <param name="InterfaceVersion">Version of the pages that show it.</param>
/// <param name="Content">The words in reading order, one line each.</param>
public sealed record ShownText(string Hash, string Locale, string InterfaceVersion, string Content)
{
    /// <summary>The text made of these words, in this order.</summary>
    public static ShownText Of(string locale, string interfaceVersion, params IEnumerable<string> words)
    {
        var content = string.Join('\n', words);
        var whole = Encoding.UTF8.GetBytes($"{locale}\n{interfaceVersion}\n{content}");
        return new(Convert.ToHexStringLower(SHA256.HashData(whole)), locale, interfaceVersion, content);
    }
}

/// <summary>
/// A text on which choices were made, kept once however many chose on it. Written with the first record that names it, in
/// the same transaction; never changed.
/// </summary>
public sealed class ConsentText
{
    /// <summary>SHA-256 in hex over locale, interface version and content.</summary>
    public required string Hash { get; init; }

    /// <summary>Language of the text (BCP 47).</summary>
    public required string Locale { get; init; }

    /// <summary>Version of the pages that showed it.</summary>
    public required string InterfaceVersion { get; init; }

    /// <summary>The words in reading order, one line each.</summary>
    public required string Content { get; init; }

    /// <summary>When the first choice was made on it.</summary>
    public required DateTimeOffset FirstShownAt { get; init; }

    /// <summary>
    /// The text as it was shown, or null if what is kept no longer has its hash: then somebody changed it, and it proves
    /// nothing.
    /// </summary>
    public ShownText? Replay() =>
        ShownText.Of(Locale, InterfaceVersion, Content) is var shown && shown.Hash == Hash ? shown : null;

    internal sealed class Mapping : IEntityTypeConfiguration<ConsentText>
    {
        public void Configure(EntityTypeBuilder<ConsentText> table)
        {
            table.ToTable("ConsentTexts");
            table.HasKey(t => t.Hash);
            table.Property(t => t.Hash).HasMaxLength(64).IsUnicode(false);
            table.Property(t => t.Locale).HasMaxLength(20).IsUnicode(false);
            table.Property(t => t.InterfaceVersion).HasMaxLength(40).IsUnicode(false);
        }
    }
}

/// <summary>The texts on the data map.</summary>
internal sealed class ConsentTextEntry : DataMapEntry<ConsentText>
{
    protected override void Describe(MappedTable<ConsentText> table) => table
        .HoldsNothingPersonal("The words on which people chose about cookies")
        .NotPersonal(t => t.Hash, "fingerprint of the text that everybody was shown")
        .NotPersonal(t => t.Locale, "language of the text")
        .NotPersonal(t => t.InterfaceVersion, "version of our pages")
        .NotPersonal(t => t.Content, "our own words, the same for everybody")
        .NotPersonal(t => t.FirstShownAt, "when the text was first chosen on, by anybody");
}
