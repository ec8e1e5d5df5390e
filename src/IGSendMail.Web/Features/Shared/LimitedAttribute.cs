namespace IGSendMail.Web.Features.Shared;

/// <summary>What is limited by who sends it. The names are those of the settings (<c>Limits:SignIn:PerSender</c>).</summary>
public enum LimitedAct
{
    /// <summary>Address and password, entered by somebody who wants in.</summary>
    SignIn,

    /// <summary>Opening an account.</summary>
    Registration,

    /// <summary>Having an e-mail sent: a link, a new password.</summary>
    Letter,

    /// <summary>Asking about one's data by e-mail.</summary>
    Request,

    /// <summary>Entering a code, or a link from an e-mail.</summary>
    Code,

    /// <summary>Choosing about cookies and appearance.</summary>
    Choice,

    /// <summary>A file that comes to us.</summary>
    Upload,

    /// <summary>A file that people fetch.</summary>
    Download,
}

/// <summary>
/// Limits how often an action is taken by one sender: whoever is signed in, otherwise a network. Never put it on what a signed-in person must always be able to
/// do (cancel, ask, delete).
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class LimitedAttribute(LimitedAct act) : Attribute
{
    /// <summary>As what it counts.</summary>
    public LimitedAct Act => act;

    /// <summary>
    /// The field of the form that says at whom it is aimed, such as an address. Counted is the pair of sender and target: counted by itself, anybody could use up
    /// what somebody else may do.
    /// </summary>
    public string? Target { get; init; }
}

/// <summary>The action hashes a password, which takes a processor for a moment: it stands in a line.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class HashesPasswordAttribute : Attribute;
