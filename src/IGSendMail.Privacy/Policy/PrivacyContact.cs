namespace IGSendMail.Privacy.Policy;

/// <summary>Who answers for the policy, as clause 13 names it. Every privacy page and letter takes it from here.</summary>
public static class PrivacyContact
{
    /// <summary>The company.</summary>
    public const string Company = "IGSendMail LLC";

    /// <summary>Its country.</summary>
    public const string Country = "United States";

    /// <summary>The privacy address.</summary>
    public const string Address = "privacy@igsendmail.com";
}
