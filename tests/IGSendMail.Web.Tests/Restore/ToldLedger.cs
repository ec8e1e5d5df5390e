using System.Net;
using IGSendMail.Platform.Accounts;
using IGSendMail.Platform.Audience;
using IGSendMail.Privacy.Consent;
using IGSendMail.Privacy.Requests;
using IGSendMail.Privacy.Retention;
using IGSendMail.Testing;
using Microsoft.EntityFrameworkCore;

namespace IGSendMail.Web.Tests.Restore;

/// <summary>
/// What people were told by a site that is killed again and again. What was in flight when it died may be so or not; once it was seen after the next
/// start it is as good as told.
/// </summary>
internal sealed class ToldLedger
{
    private readonly Dictionary<string, bool> _so = new(StringComparer.Ordinal);
    private readonly HashSet<string> _inFlight = new(StringComparer.Ordinal);

    /// <summary>What was told.</summary>
    public int Told { get; private set; }

    /// <summary>Notes what is so before anything happens.</summary>
    public void Begin(string what, bool isSo) => _so[what] = isSo;

    /// <summary>True if it was told, or seen.</summary>
    public bool IsSo(string what) => _so[what];

    /// <summary>Somebody asks for it: from now on it may be so.</summary>
    public void Ask(string what) => _inFlight.Add(what);

    /// <summary>Somebody was told.</summary>
    public void Tell(string what)
    {
        _inFlight.Remove(what);
        _so[what] = !_so[what];
        Told++;
    }

    /// <summary>Compares with what the site says now. Returns what is not as it was told.</summary>
    public List<string> Compare(IReadOnlyDictionary<string, bool> found)
    {
        var wrong = new List<string>();
        foreach (var (what, isSo) in found)
        {
            if (_inFlight.Remove(what))
            {
                _so[what] = isSo;
            }
            else if (_so[what] != isSo)
            {
                wrong.Add(isSo ? $"{what}, though it had not happened" : $"no longer: {what}");
            }
        }

        return wrong;
    }
}

/// <summary>The people of that site and their rows.</summary>
internal sealed class ToldPeople
{
    public required Guid Owner { get; init; }

    public required CookieContainer OwnerCookies { get; init; }

    public required IReadOnlyList<(Guid Id, Guid Person)> Lists { get; init; }

    public required IReadOnlyList<(CookieContainer Cookies, Guid Chain)> Browsers { get; init; }

    public required IReadOnlyList<(CookieContainer Cookies, Guid Account)> Leaving { get; init; }

    public const string Cancelled = "the owner's account is cancelled";

    public static string Deleted(Guid list) => $"list {list:N} is deleted";

    public static string Removed(Guid person) => $"person {person:N} is removed";

    public static string Withdrawn(Guid chain) => $"consent {chain:N} is withdrawn";

    public static string Erased(Guid account) => $"the deletion of account {account:N} is taken on";

    /// <summary>How it stands, by the rows.</summary>
    public Task<Dictionary<string, bool>> LookAsync(TestSite look) => look.InDatabaseAsync(async db =>
    {
        var found = new Dictionary<string, bool>(StringComparer.Ordinal);
        var lists = await db.SubscriberLists().Where(l => l.DeletedAt == null).Select(l => l.Id).ToHashSetAsync();
        var people = await db.Subscribers().Select(s => s.Id).ToHashSetAsync();
        foreach (var (list, person) in Lists)
        {
            found[Deleted(list)] = !lists.Contains(list);
            found[Removed(person)] = !people.Contains(person) && lists.Contains(list);
        }

        var withdrawn = await db.ConsentRecords().Where(r => r.Kind == ConsentKind.Withdrawn).Select(r => r.ChainId).ToHashSetAsync();
        foreach (var (_, chain) in Browsers)
        {
            found[Withdrawn(chain)] = withdrawn.Contains(chain);
        }

        var accounts = await db.Accounts().Select(a => a.Id).ToHashSetAsync();
        var asked = await db.DataSubjectRequests().Where(r => r.Right == Right.Erasure && r.AccountId != null).Select(r => r.AccountId!.Value).ToHashSetAsync();
        foreach (var (_, account) in Leaving)
        {
            found[Erased(account)] = !accounts.Contains(account) || asked.Contains(account);
        }

        found[Cancelled] = await db.PromisedDeletions().AnyAsync(p => p.AccountId == Owner);
        return found;
    });
}
