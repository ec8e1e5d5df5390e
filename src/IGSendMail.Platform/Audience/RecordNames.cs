using IGSendMail.Privacy.PersonalData;
using Microsoft.EntityFrameworkCore;

namespace IGSendMail.Platform.Audience;

/// <summary>How a copy of an account's data names its lists and uploads, so that its files can be joined.</summary>
internal static class RecordNames
{
    /// <summary>What the key of a list is called in every file.</summary>
    public const string ListKey = "Key of the list";

    /// <summary>What the key of an upload is called in every file.</summary>
    public const string UploadKey = "Key of the upload";

    /// <summary>The names that the customer gave the lists.</summary>
    public static Task<IReadOnlyDictionary<Guid, string>> OfListsAsync(LinkedNames from, CancellationToken cancellation)
    {
        var accounts = from.Subject.Values(IdentifierKind.Account).ToList();
        return ListNames.OfAsync(from.Db.SubscriberLists().Where(l => accounts.Contains(l.AccountId)), from.Sealer, cancellation);
    }

    /// <summary>An upload has no name: its day and time, and the list it went to.</summary>
    public static async Task<IReadOnlyDictionary<Guid, string>> OfUploadsAsync(LinkedNames from, CancellationToken cancellation)
    {
        var accounts = from.Subject.Values(IdentifierKind.Account).ToList();
        var lists = await OfListsAsync(from, cancellation);
        var uploads = await from.Db.Imports().AsNoTracking()
            .Where(i => accounts.Contains(i.AccountId))
            .Select(i => new { i.Id, i.CreatedAt, i.ListId }).ToListAsync(cancellation);
        var words = new RecordNameWords(from.Subject.Language);
        return uploads.ToDictionary(u => u.Id, u => words.Upload(u.CreatedAt, from.Site, lists.GetValueOrDefault(u.ListId)));
    }
}
