using System.Security.Cryptography;

namespace IGSendMail.Platform.Accounts;

/// <summary>Makes security stamps: a sign-in is good for as long as its user keeps the stamp it was made with.</summary>
internal static class SecurityStamps
{
    public static string New() => RandomNumberGenerator.GetHexString(32);
}
