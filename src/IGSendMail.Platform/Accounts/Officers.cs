using IGSendMail.Privacy.Audit;
using IGSendMail.Privacy.PersonalData;
using IGSendMail.Storage;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;

namespace IGSendMail.Platform.Accounts;

/// <summary>Makes privacy officers: users without an account.</summary>
public sealed class Officers(
    IGSendMailContext db, UserManager<User> users, Sealer sealer, AddressHashes hashes, PasswordChecks checks, AuditTrail trail,
    TimeProvider time)
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
}
