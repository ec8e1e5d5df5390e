using System.Buffers;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using IGSendMail.Platform.Audience.Reading;
using IGSendMail.Privacy.Packages;
using IGSendMail.Privacy.PersonalData;
using IGSendMail.Storage;
using Microsoft.EntityFrameworkCore;

namespace IGSendMail.Platform.Audience;

/// <summary>
/// An account's lists as files that an upload takes back as they are: the same addresses, names and fields, in the order
/// in which the people came. People with different fields on one list stand in different files, because a file has the
/// same fields in every row; so does what is too much for one row. An upload merges them again.
/// </summary>
internal sealed class ListExport(IDbContextFactory<IGSendMailContext> contexts, Sealer sealer) : IPortableFiles
{
    /// <inheritdoc />
    public string HowToBringBack =>
        "Each file holds people of one list. To bring a list back, sign in, open “Lists”, upload its file as a new list and say yes to what we find in it; if a list has several files, upload the others to the same list in their order. Nothing in them needs to be changed. A tab stands before values that a spreadsheet would take for a number, a date or a formula; the upload takes it off again.";

    /// <inheritdoc />
    public async IAsyncEnumerable<PortableFile> ReadAsync(
        DataSubject subject, string scratchPath, [EnumeratorCancellation] CancellationToken cancellation)
    {
        foreach (var account in subject.Values(IdentifierKind.Account))
        {
            await using var db = await contexts.CreateDbContextAsync(cancellation);
            var lists = await db.SubscriberLists().AsNoTracking()
                .Where(l => l.AccountId == account && l.DeletedAt == null)
                .OrderBy(l => l.Id)
                .ToDictionaryAsync(l => l.Id, cancellation);

            // One reading in the order of the lists. The keys are made of time: within a list they keep its order.
            await using var people = db.Subscribers().AsNoTracking()
                .Where(s => s.AccountId == account)
                .OrderBy(s => s.ListId).ThenBy(s => s.Id)
                .AsAsyncEnumerable().GetAsyncEnumerator(cancellation);
            var more = await people.MoveNextAsync();
            while (more)
            {
                var listId = people.Current.ListId;
                await using var rows = new ListRows(new ScratchFile(scratchPath));
                var isKept = lists.Remove(listId, out var list);
                for (; more && people.Current.ListId == listId; more = await people.MoveNextAsync())
                {
                    // A list that is being deleted is passed over.
                    if (isKept)
                    {
                        await rows.AddAsync(
                            await sealer.OpenAsync<SubscriberContent>(people.Current, people.Current.Content, cancellation), cancellation);
                    }
                }

                if (isKept)
                {
                    await foreach (var file in FilesAsync(list!, rows, cancellation))
                    {
                        yield return file;
                    }
                }
            }

            foreach (var list in lists.Values)
            {
                yield return await EmptyAsync(list, cancellation);
            }
        }
    }

    private async IAsyncEnumerable<PortableFile> FilesAsync(
        SubscriberList list, ListRows rows, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var title = await TitleAsync(list, cancellation);
        for (var i = 0; i < rows.Files.Count; i++)
        {
            var file = i;
            yield return new PortableFile(
                NameOf(title, list.Id, file), title, rows.Files.Count == 1 ? null : file + 1,
                rows.Files[file].People, (stream, token) => rows.CopyToAsync(file, stream, token));
        }
    }

    private async Task<PortableFile> EmptyAsync(SubscriberList list, CancellationToken cancellation)
    {
        var title = await TitleAsync(list, cancellation);
        return new PortableFile(NameOf(title, list.Id, 0), title, null, 0, async (stream, token) =>
        {
            var header = new ArrayBufferWriter<byte>();
            ListRows.WriteHeader(header, []);
            await stream.WriteAsync(header.WrittenMemory, token);
        });
    }

    private async Task<string> TitleAsync(SubscriberList list, CancellationToken cancellation) =>
        (await sealer.OpenAsync<ListContent>(list, list.Content, cancellation)).Name;

    /// <summary>A name that every file system takes: the key keeps lists of one name apart.</summary>
    private static string NameOf(string title, Guid id, int file)
    {
        const int most = 40;
        var slug = new StringBuilder(most);
        foreach (var c in PlainLetters.Decompose(title, NormalizationForm.FormD).ToLowerInvariant())
        {
            if (char.IsAsciiLetterOrDigit(c) && slug.Length < most)
            {
                slug.Append(c);
            }
            else if (slug is { Length: > 0 and < most } && slug[^1] != '-' && !char.IsLetterOrDigit(c)
                && CharUnicodeInfo.GetUnicodeCategory(c) != UnicodeCategory.NonSpacingMark)
            {
                slug.Append('-');
            }
        }

        var name = slug.ToString().Trim('-') is { Length: > 0 } given ? given : "list";
        var part = file == 0 ? "" : string.Create(CultureInfo.InvariantCulture, $"-part-{file + 1}");
        return $"lists/{name}-{id:N}{part}.csv";
    }
}
