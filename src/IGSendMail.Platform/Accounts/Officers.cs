using IGSendMail.Privacy.Audit;
using IGSendMail.Privacy.PersonalData;
using IGSendMail.Storage;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace IGSendMail.Platform.Accounts;

/// <summary>Makes privacy officers, who are users without an account, and knows them.</summary>
public sealed class Officers(
    IGSendMailContext db, UserManager<User> users, Sealer sealer, AddressHashes hashes, PasswordChecks checks, AuditTrail trail,
    Pseudonyms pseudonyms, TimeProvider time)
{
    /// <summary>The officer who signs in with an address, or null.</summary>
    public async Task<OfficerId?> FindAsync(string address) =>
        await users.FindByEmailAsync(address) is { IsOfficer: true } officer ? new(officer.Id) : null;

    /// <summary>
    /// Makes an officer. Returns what stands in the way, in words for the operator; empty if it is done.
    /// </summary>
    public async Task<IReadOnlyList<string>> AddAsync(
        string name, EmailAddress address, string password, CancellationToken cancellation)
    {
        var all = await hashes.AllAsync(address, cancellation);
        if (await db.Users().AnyAsync(u => all.Contains(u.AddressHash), cancellation))
        {
            return ["Somebody signs in with this address already. Give another one: officers and customers are different people."];
        }

        if (checks.ProblemOf(password, name, address.Spelling) is { } problem)
        {
            return [problem switch
            {
                PasswordProblem.TooShort => $"The password has fewer than {PasswordJudge.Shortest} characters.",
                PasswordProblem.OwnWords => "The password is little more than the officer's own name or address, or the name of the site. Put several words together that have nothing to do with them.",
                _ => "The password is easy to guess. Put several words together that do not belong together.",
            }];
        }

        var id = RowKeys.New(time);
        var officer = new User
        {
            Id = id,
            AccountId = null,
            AddressHash = all[0],
            Content = await sealer.SealAsync(User.PlaceOf(PersonKeys.Officer.Of(id), id), new UserContent(name.Trim(), address.Spelling), cancellation),
            SecurityStamp = SecurityStamps.New(),
            CreatedAt = time.GetUtcNow(),
        };
        var result = await db.WriteAsync(WriteUrgency.Interactive, async token =>
        {
            var made = await users.CreateAsync(officer, password);
            if (made.Succeeded)
            {
                await trail.AppendAsync(db, new(AccountActs.OfficerAdded, AuditActor.Operator, officer.KeyOwner), token);
            }

            return made;
        }, cancellation);
        return [.. result.Errors.Select(e => e.Description)];
    }

    /// <summary>All of them, as an operator needs to know them, in the order in which they were made.</summary>
    public async Task<IReadOnlyList<OfficerLine>> AllAsync(CancellationToken cancellation)
    {
        var key = await pseudonyms.KeyAsync(cancellation);
        var officers = await db.Users().AsNoTracking().Where(u => u.AccountId == null).OrderBy(u => u.Id).ToListAsync(cancellation);
        List<Guid> ids = [.. officers.Select(o => o.Id)];
        var codes = officers.ToDictionary(o => o.Id, o => Pseudonyms.Of(key, new(IdentifierKind.User, o.Id)));
        var (signedIn, known) = (AccountActs.SignedIn.Name, codes.Values.Select(code => (Guid?)code).ToList());
        var apps = await db.SecondFactors().Where(f => ids.Contains(f.UserId)).Select(f => f.UserId).ToHashSetAsync(cancellation);
        var passkeys = await db.Passkeys().Where(p => ids.Contains(p.UserId)).GroupBy(p => p.UserId)
            .Select(g => new { g.Key, Count = g.Count() }).ToDictionaryAsync(g => g.Key, g => g.Count, cancellation);
        var lastSignIns = await db.AuditEntries().Where(e => known.Contains(e.Subject) && e.Act == signedIn).GroupBy(e => e.Subject)
            .Select(g => new { Code = g.Key, At = g.Max(e => e.At) }).ToListAsync(cancellation);
        var lines = new List<OfficerLine>();
        foreach (var officer in officers)
        {
            if (await sealer.OfOfficerAsync(officer, cancellation) is { } content)
            {
                lines.Add(new OfficerLine(
                    content.Address, content.Name, officer.IsProved, apps.Contains(officer.Id), passkeys.GetValueOrDefault(officer.Id),
                    lastSignIns.Find(s => s.Code == codes[officer.Id])?.At));
            }
        }

        return lines;
    }
}

/// <summary>An officer, for the operator.</summary>
/// <param name="Address">What the officer signs in with.</param>
/// <param name="Name">The officer's name.</param>
/// <param name="IsConfirmed">True if the officer has shown that the mailbox of the address is theirs, by choosing a password through it.</param>
/// <param name="HasApp">True if a code of an app is asked for beside the password.</param>
/// <param name="Passkeys">How many passkeys the officer has.</param>
/// <param name="LastSignIn">When the officer last signed in, as far back as the audit trail goes; null if never.</param>
public sealed record OfficerLine(string Address, string Name, bool IsConfirmed, bool HasApp, int Passkeys, DateTimeOffset? LastSignIn);
