namespace IGSendMail.Privacy.Requests;

/// <summary>What a customer says they did about a request that was passed on to them.</summary>
public enum CustomerAnswer
{
    /// <summary>They corrected what stands on their lists.</summary>
    Corrected,

    /// <summary>They removed the person from their lists. It is taken only when the person is on none of them.</summary>
    Removed,

    /// <summary>They answered the person themselves.</summary>
    AnsweredThemselves,

    /// <summary>They cannot do it, and say why.</summary>
    Cannot,
}

/// <summary>What follows from an answer.</summary>
public static class CustomerAnswers
{
    /// <summary>False for a removal: it was done, not only said.</summary>
    public static bool CanBeTakenBack(this CustomerAnswer answer) => answer != CustomerAnswer.Removed;
}

/// <summary>What became of a customer's word.</summary>
public enum AnswerTaken
{
    /// <summary>It is kept.</summary>
    Taken,

    /// <summary>They have said something before; that stays.</summary>
    SaidBefore,

    /// <summary>No such request was passed on to this customer, or what it said was deleted by age.</summary>
    Gone,

    /// <summary>The account is cancelled, closed or not confirmed.</summary>
    NotOpen,

    /// <summary>A legal hold forbids to remove the person now.</summary>
    OnHold,
}
