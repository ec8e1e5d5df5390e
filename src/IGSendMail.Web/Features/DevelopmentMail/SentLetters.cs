using IGSendMail.Privacy.PersonalData;
using IGSendMail.Privacy.Settings;
using MimeKit;

namespace IGSendMail.Web.Features.DevelopmentMail;

/// <summary>Reads the e-mails in the pickup folder.</summary>
public sealed class SentLetters(DataOptions data)
{
    /// <summary>So many are listed.</summary>
    public const int Most = 100;

    /// <summary>The newest ones, the newest first.</summary>
    public async Task<IReadOnlyList<SentLetter>> NewestAsync(CancellationToken cancellation)
    {
        var newest = Files().OrderByDescending(OwnerFolder.MadeAt).ThenByDescending(File.GetLastWriteTimeUtc).Take(Most);
        var letters = new List<SentLetter>();
        foreach (var file in newest)
        {
            if (await ReadAsync(file, cancellation) is { } letter)
            {
                letters.Add(letter);
            }
        }

        return letters;
    }

    /// <summary>The one of this name; null if there is none (any more). The name is compared with what is there, never made a path of.</summary>
    public async Task<SentLetter?> FindAsync(Guid name, CancellationToken cancellation) =>
        Files().FirstOrDefault(file => NameOf(file) == name) is { } file ? await ReadAsync(file, cancellation) : null;

    private IEnumerable<string> Files() => Directory.Exists(data.Mail)
        ? Directory.EnumerateFiles(data.Mail, "*.eml", SearchOption.AllDirectories).Where(file => NameOf(file) is not null)
        : [];

    private static Guid? NameOf(string file) =>
        Guid.TryParseExact(Path.GetFileNameWithoutExtension(file).Split('-')[^1], "N", out var name) ? name : null;

    private static async Task<SentLetter?> ReadAsync(string file, CancellationToken cancellation)
    {
        try
        {
            using var mail = await MimeMessage.LoadAsync(file, cancellation);
            return new SentLetter(
                NameOf(file)!.Value, mail.Date, mail.Subject ?? "", mail.To.ToString(), LinkedText.Paragraphs(mail.TextBody ?? ""), mail.HtmlBody ?? "",
                [.. mail.Attachments.Select(a => a.ContentDisposition?.FileName ?? a.ContentType.Name ?? "")], file);
        }
        catch (Exception gone) when (gone is FileNotFoundException or DirectoryNotFoundException)
        {
            // A deletion, or whatever sends e-mails on, was quicker.
            return null;
        }
    }
}

/// <summary>An e-mail as it lies in the folder.</summary>
/// <param name="Name">What tells it from others.</param>
/// <param name="WrittenAt">Its date.</param>
/// <param name="Subject">Its subject.</param>
/// <param name="To">To whom it goes.</param>
/// <param name="Paragraphs">Its text, paragraph by paragraph.</param>
/// <param name="Html">What mail programs show.</param>
/// <param name="Attached">Names of files that come with it.</param>
/// <param name="File">Where it lies.</param>
public sealed record SentLetter(
    Guid Name, DateTimeOffset WrittenAt, string Subject, string To, IReadOnlyList<IReadOnlyList<TextPiece>> Paragraphs, string Html,
    IReadOnlyList<string> Attached, string File);
