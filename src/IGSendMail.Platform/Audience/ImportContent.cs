using IGSendMail.Platform.Audience.Reading;

namespace IGSendMail.Platform.Audience;

/// <summary>What is sealed in an import: names of columns may be a person's, and a list's name is its owner's.</summary>
/// <param name="NewList">The name of the list to be made; null if it goes to one that is there.</param>
/// <param name="Choices">What the customer decided about the reading.</param>
/// <param name="Reading">How the file is read, once that was found.</param>
/// <param name="Origin">Where the people come from, as the customer declared when saying yes.</param>
/// <param name="EmptyCells">What an empty cell does to a value that is there.</param>
public sealed record ImportContent(
    string? NewList, FileChoices Choices, FileReading? Reading = null, DeclaredOrigin? Origin = null, EmptyCells EmptyCells = EmptyCells.Keep);

/// <summary>Where people on a list come from, as the customer declares: they decide about them and answer for it.</summary>
/// <param name="Basis">On which basis they may be written to.</param>
/// <param name="Source">Where and how they gave their address, in the customer's words.</param>
public sealed record DeclaredOrigin(DeclaredBasis Basis, string Source);

/// <summary>On which basis a customer writes to people (GDPR Art. 6; for e-mail also ePrivacy Art. 13).</summary>
public enum DeclaredBasis
{
    /// <summary>They agreed to get mail.</summary>
    Consent,

    /// <summary>They bought something, and get mail about similar things (ePrivacy Art. 13(2)).</summary>
    Customers,

    /// <summary>They are members, staff or parties to a contract that mail belongs to.</summary>
    Contract,

    /// <summary>Another basis, which the source names.</summary>
    Other,
}

/// <summary>What an empty cell of a file does to a value that is on the list already.</summary>
public enum EmptyCells
{
    /// <summary>The value stays.</summary>
    Keep,

    /// <summary>The value is emptied too.</summary>
    Empty,
}
