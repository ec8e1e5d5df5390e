namespace IGSendMail.Privacy.Letters;

/// <summary>Knows the privacy officers. The platform implements it: this project knows no users.</summary>
public interface IOfficerDirectory
{
    /// <summary>All of them.</summary>
    Task<IReadOnlyList<OfficerAddress>> AllAsync(CancellationToken cancellation);
}

/// <summary>Where a privacy officer is written to.</summary>
/// <param name="UserId">The officer.</param>
/// <param name="Name">Name.</param>
/// <param name="Address">E-mail address.</param>
public sealed record OfficerAddress(Guid UserId, string Name, string Address);
