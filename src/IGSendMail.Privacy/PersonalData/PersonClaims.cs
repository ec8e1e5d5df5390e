using System.Security.Claims;

namespace IGSendMail.Privacy.PersonalData;

/// <summary>
/// What a sign-in says about a person, so that pages about their data know whose they show. Whoever signs people in gives
/// these claims; they are keys only, never a name or an address. Existing sign-ins carry the values: they stay as they are.
/// </summary>
public static class PersonClaims
{
    /// <summary>Key of the person who is signed in.</summary>
    public const string UserId = ClaimTypes.NameIdentifier;

    /// <summary>Key of the person's account; officers have none.</summary>
    public const string AccountId = "account";

    /// <summary>The role of privacy officers.</summary>
    public const string OfficerRole = "officer";
}
