using IGSendMail.Privacy.PersonalData;

namespace IGSendMail.Privacy.Packages;

/// <summary>
/// Further files of portable packages, in a form that a room of the platform itself takes back. The platform implements
/// it: this project knows no lists.
/// </summary>
public interface IPortableFiles
{
    /// <summary>How a person brings the files back, in a sentence or two that stand among the words of the room's places too (<see cref="PlaceTexts"/>).</summary>
    string HowToBringBack { get; }

    /// <summary>
    /// The files of a subject, one after the other: each is written before the next is asked for. None is a success.
    /// </summary>
    /// <param name="subject">Whose.</param>
    /// <param name="scratchPath">Where a <see cref="ScratchFile"/> may lie meanwhile.</param>
    /// <param name="cancellation">Stops it.</param>
    IAsyncEnumerable<PortableFile> ReadAsync(DataSubject subject, string scratchPath, CancellationToken cancellation);
}

/// <summary>A further file of a portable package.</summary>
/// <param name="Name">Path in the package, of plain letters, digits, <c>-</c>, <c>/</c> and <c>.</c>.</param>
/// <param name="Title">What its owner calls it.</param>
/// <param name="Part">Which part of that it is, counted from 1; null where it is all of it.</param>
/// <param name="Records">How many records.</param>
/// <param name="WriteAsync">Writes its content.</param>
public sealed record PortableFile(string Name, string Title, int? Part, long Records, Func<Stream, CancellationToken, Task> WriteAsync);
