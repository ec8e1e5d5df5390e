namespace IGSendMail.Privacy.Policy;

/// <summary>
/// The commitments that bind at a moment and those that are already announced, in the order in which they begin. A
/// shorter period of a later version begins on its day, not before.
/// </summary>
/// <param name="Steps">The version in force first.</param>
public sealed record PromiseSchedule(IReadOnlyList<PromisedFrom> Steps)
{
    /// <summary>The commitments in force.</summary>
    public Commitments InForce => Steps[0].Commitments;

    /// <summary>Commitments that have always been in force and have no successor.</summary>
    public static PromiseSchedule Always(Commitments commitments) =>
        new([new PromisedFrom("", DateTimeOffset.MinValue, DateTimeOffset.MaxValue, commitments)]);
}

/// <summary>Commitments and when they bind.</summary>
/// <param name="Version">The policy version they stand in.</param>
/// <param name="Since">From this instant.</param>
/// <param name="Until">Up to, not including, this instant; the end of time for the last version.</param>
/// <param name="Commitments">The figures.</param>
public sealed record PromisedFrom(string Version, DateTimeOffset Since, DateTimeOffset Until, Commitments Commitments);
