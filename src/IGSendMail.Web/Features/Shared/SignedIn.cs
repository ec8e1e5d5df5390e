using System.Security.Claims;
using IGSendMail.Privacy.PersonalData;

namespace IGSendMail.Web.Features.Shared;

/// <summary>Reads from the sign-in who looks at a page.</summary>
public static class SignedIn
{
    /// <summary>The account of a signed-in customer.</summary>
    /// <exception cref="InvalidOperationException">Nobody, or an officer, is signed in: the action lacks its policy.</exception>
    public static Guid AccountId(this ClaimsPrincipal person) => Key(person, PersonClaims.AccountId);

    /// <summary>The account of a signed-in customer; null for everybody else.</summary>
    public static Guid? AccountIdOrNull(this ClaimsPrincipal person) =>
        Guid.TryParse(person.FindFirstValue(PersonClaims.AccountId), out var key) ? key : null;

    /// <summary>The user who is signed in.</summary>
    /// <exception cref="InvalidOperationException">Nobody is signed in: the action lacks its policy.</exception>
    public static Guid UserId(this ClaimsPrincipal person) => Key(person, PersonClaims.UserId);

    /// <summary>The officer who is signed in.</summary>
    /// <exception cref="InvalidOperationException">Nobody is signed in: the action lacks its policy.</exception>
    public static OfficerId OfficerId(this ClaimsPrincipal person) => new(person.UserId());

    /// <summary>The customer who is signed in, with their account.</summary>
    /// <exception cref="InvalidOperationException">Nobody, or an officer, is signed in: the action lacks its policy.</exception>
    public static CustomerId Customer(this ClaimsPrincipal person) => new(person.AccountId(), person.UserId());

    /// <summary>True if a customer is signed in.</summary>
    public static bool IsCustomer(this ClaimsPrincipal person) => person.HasClaim(c => c.Type == PersonClaims.AccountId);

    /// <summary>True if an officer is signed in.</summary>
    public static bool IsOfficer(this ClaimsPrincipal person) => person.IsInRole(PersonClaims.OfficerRole);

    private static Guid Key(ClaimsPrincipal person, string claim) => Guid.TryParse(person.FindFirstValue(claim), out var key)
        ? key
        : throw new InvalidOperationException($"The claim \"{claim}\" is missing: is the action protected by a policy?");
}
