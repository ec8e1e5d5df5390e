using IGSendMail.Privacy.PersonalData;
using IGSendMail.Storage;

namespace IGSendMail.Privacy.Requests;

/// <summary>
/// Changes values of a person. Each room that holds such values implements it for its own: this project knows no accounts.
/// </summary>
public interface IRectifier
{
    /// <summary>What it corrects.</summary>
    IReadOnlyCollection<CorrectionField> Fields { get; }

    /// <summary>What stands there now, or null where there is no such value.</summary>
    Task<string?> CurrentAsync(CustomerId customer, CorrectionField field, CancellationToken cancellation);

    /// <summary>Changes it, inside the caller's transaction.</summary>
    Task<RectificationResult> RectifyAsync(IGSendMailContext db, Rectification order, CancellationToken cancellation);
}

/// <summary>Finds who corrects what.</summary>
/// <param name="rooms">Every room with values of its own.</param>
public sealed class Rectifiers(IEnumerable<IRectifier> rooms)
{
    private readonly Dictionary<CorrectionField, IRectifier> _fields =
        rooms.SelectMany(room => room.Fields.Select(field => (field, room))).ToDictionary(f => f.field, f => f.room);

    /// <summary>Everything that a program can correct.</summary>
    public IReadOnlyCollection<CorrectionField> Fields => _fields.Keys;

    /// <summary>Who corrects it; null if only an officer can.</summary>
    public IRectifier? Find(CorrectionField field) => _fields.GetValueOrDefault(field);
}

/// <summary>An order to change a value.</summary>
/// <param name="Customer">Whose.</param>
/// <param name="Field">What to change; never <see cref="CorrectionField.Other"/>.</param>
/// <param name="NewValue">What shall stand there.</param>
public sealed record Rectification(CustomerId Customer, CorrectionField Field, string NewValue);

/// <summary>What came of it.</summary>
/// <param name="OldValue">What stood there; null if it was refused.</param>
/// <param name="Refused">Why not, or null if it was changed.</param>
public sealed record RectificationResult(string? OldValue, RequestReason? Refused = null);
