namespace IGSendMail.Privacy.Purposes;

/// <summary>The three kinds of cookies of clause 8 of the policy.</summary>
public enum ConsentCategory
{
    /// <summary>Required for the site to work; cannot be declined (ePrivacy Directive, Art. 5(3), second sentence).</summary>
    Essential,

    /// <summary>Helps us to improve the platform; only with consent.</summary>
    Analytics,

    /// <summary>Remembers settings; only with consent.</summary>
    Preference,
}
