namespace IGSendMail.Privacy.Requests;

/// <summary>Where the links of this room's letters lead. Whoever has the pages implements it.</summary>
public interface IRequestLetterLinks
{
    /// <summary>The form for a new request, in a language such as <c>de</c>.</summary>
    Uri NewRequest(string language);

    /// <summary>Where account holders see and ask for their own data.</summary>
    Uri OwnData { get; }

    /// <summary>Where people get back in who have no password any more.</summary>
    Uri ForgottenPassword { get; }

    /// <summary>The page of one request, in a language such as <c>de</c>.</summary>
    Uri Request(string reference, string language);

    /// <summary>Confirms a request or opens its page, by the secret of the letter, in a language such as <c>de</c>.</summary>
    Uri Confirm(string token, string language);

    /// <summary>The page of one request for officers.</summary>
    Uri OfficerRequest(string reference);

    /// <summary>The page on which a customer sees a request that was passed on to them, and says what they did.</summary>
    Uri PassedOn(Guid requestId);
}
