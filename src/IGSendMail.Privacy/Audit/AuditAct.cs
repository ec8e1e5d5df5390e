using IGSendMail.Storage;

namespace IGSendMail.Privacy.Audit;

/// <summary>
/// What can be entered in the trail. Each room makes its own acts. The names are hashed into the chain: a name that was
/// ever used is never changed and never given another meaning.
/// </summary>
/// <param name="Name">As it is stored and hashed, such as <c>ListDeleted</c>.</param>
/// <param name="Title">In words for officers, such as "List deleted".</param>
public sealed record AuditAct(string Name, string Title) : Word(Name);

/// <summary>In which role somebody acted. The names are hashed into the chain and never change.</summary>
public enum AuditRole
{
    /// <summary>Somebody who is not signed in.</summary>
    Visitor,

    /// <summary>A person who signs in to an account.</summary>
    Customer,

    /// <summary>A privacy officer.</summary>
    Officer,

    /// <summary>The program itself.</summary>
    System,

    /// <summary>Whoever runs the program and gives it a verb.</summary>
    Operator,
}

/// <summary>What came of an act. The names are hashed into the chain and never change.</summary>
public enum AuditOutcome
{
    /// <summary>It was done.</summary>
    Done,

    /// <summary>It was not allowed.</summary>
    Refused,

    /// <summary>It did not work.</summary>
    Failed,
}
