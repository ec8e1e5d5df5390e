using IGSendMail.Storage;

namespace IGSendMail.Privacy.PersonalData;

/// <summary>
/// How long something is kept by its age, set by <c>Retention:{Name}:Period</c> with a stated basis
/// (<c>Retention:{Name}:Basis</c>). The room that keeps the things makes the period.
/// </summary>
/// <param name="Name">As it stands in the settings, such as <c>Imports</c>.</param>
/// <param name="Standard">The period where none is set.</param>
public sealed record RetentionPeriod(string Name, StatedPeriod Standard) : Word(Name)
{
    /// <summary>The shortest period that is lawful; null where no rule names one.</summary>
    public LegalLimit? Minimum { get; init; }

    /// <summary>The longest period that is lawful; null where no rule names one.</summary>
    public LegalLimit? Maximum { get; init; }

    /// <summary>Both.</summary>
    public LegalLimits Limits => new(Minimum, Maximum);
}
