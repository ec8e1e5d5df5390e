namespace IGSendMail.Privacy.Policy;

/// <summary>
/// What must not change while a policy is exchanged: a version that was shown stays what it was, since its notice period,
/// accounts and consents refer to it by its name. Pure.
/// </summary>
public static class PolicySuccession
{
    /// <summary>Refuses versions that could not follow those that are shown now.</summary>
    /// <remarks>A version that was announced and has not taken effect may be taken back; review day and summary may change.</remarks>
    /// <exception cref="PolicyFileException">The message names the version, what is wrong, and the remedy.</exception>
    public static void Check(PolicySnapshot shown, IReadOnlyList<PolicyVersion> next)
    {
        foreach (var before in shown.Versions)
        {
            if (next.FirstOrDefault(v => v.Version == before.Version) is not { } after)
            {
                if (shown.TakesEffect(before) <= shown.Today)
                {
                    throw Refusal(before, "is in force or was, and its file is gone", "Put the file back");
                }
            }
            else if (Changed(before, after) is { } what)
            {
                throw Refusal(before, $"was shown with another {what}", "Put it back as it was and publish the change as a new version");
            }
        }
    }

    private static string? Changed(PolicyVersion before, PolicyVersion after) =>
        after.Published != before.Published ? "day of publication"
        : after.Effective != before.Effective ? "effective day"
        : after.Material != before.Material ? "entry \"material\""
        : after.Commitments != before.Commitments ? "set of commitments"
        : before.Clauses.Zip(after.Clauses).FirstOrDefault(pair => pair.First != pair.Second) is { First: { } clause } ? $"text of clause {clause.Number}"
        : null;

    private static PolicyFileException Refusal(PolicyVersion version, string problem, string remedy) =>
        new($"policy version {version.Version}", null, problem, remedy);
}
