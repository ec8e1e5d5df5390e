namespace IGSendMail.Privacy.Requests;

/// <summary>What somebody asks for.</summary>
/// <param name="Right">The right, as the form names it.</param>
/// <param name="Regime">Whose law counts the days.</param>
public sealed record NewRequest(Right Right, Regime Regime)
{
    /// <summary>How much a request to know wants to know; other rights ignore it.</summary>
    public KnowScope Scope { get; init; } = KnowScope.SpecificPieces;

    /// <summary>True if only the last twelve months are wanted; else everything (11 CCR § 7024(h)).</summary>
    public bool LastTwelveMonths { get; init; }

    /// <summary>What is to be corrected; null for other rights.</summary>
    public CorrectionField? Field { get; init; }

    /// <summary>What tells this page's form from every other, so that sending it twice is one request; null if it is not known.</summary>
    public Guid? Order { get; init; }

    /// <summary>What should stand there, or what is wrong and what is right in the person's words.</summary>
    public string? Wish { get; init; }
}
