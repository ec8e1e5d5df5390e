namespace IGSendMail.Platform.Audience.Reading;

/// <summary>What another program says about a person's wish for mail.</summary>
public enum PersonStatus
{
    /// <summary>They get mail; also where a file says nothing.</summary>
    Subscribed,

    /// <summary>They were asked to confirm and have not.</summary>
    Unconfirmed,

    /// <summary>They do not want mail any more.</summary>
    OptedOut,

    /// <summary>Mail to them came back for good (“cleaned”, “bounced”).</summary>
    Bounced,

    /// <summary>They complained, or were blocked.</summary>
    Blocked,
}
