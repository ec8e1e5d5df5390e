using IGSendMail.Privacy.Settings;
using IGSendMail.Storage;
using Microsoft.EntityFrameworkCore;

namespace IGSendMail.Platform.Accounts;

/// <summary>Judges the passwords that people choose, knowing what a guesser knows about them; see <see cref="PasswordJudge"/>.</summary>
public sealed class PasswordChecks(IGSendMailContext db, Sealer sealer, SiteOptions site)
{
    /// <summary>What is wrong with a password of somebody who opens an account; null if it will do.</summary>
    /// <param name="password">The password.</param>
    /// <param name="ownWords">What the person typed about themselves.</param>
    public PasswordProblem? ProblemOf(string password, params IEnumerable<string?> ownWords) =>
        PasswordJudge.ProblemOf(password, ownWords.Append(site.Name));

    /// <summary>What is wrong with a further password of somebody who signs in; null if it will do.</summary>
    public async Task<PasswordProblem?> ProblemAsync(Guid userId, string password, CancellationToken cancellation)
    {
        var user = await db.Users().AsNoTracking().SingleAsync(u => u.Id == userId, cancellation);
        var person = await sealer.OpenAsync<UserContent>(user, user.Content, cancellation);
        return ProblemOf(password, person.Name, person.Address);
    }
}
