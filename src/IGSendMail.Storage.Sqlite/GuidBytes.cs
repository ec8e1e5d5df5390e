using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace IGSendMail.Storage.Sqlite;

/// <summary>
/// Keys as 16 bytes in big-endian order instead of SQLite's default text: less than half the size, and their byte
/// order is their time order.
/// </summary>
internal sealed class GuidBytes() : ValueConverter<Guid, byte[]>(
    key => key.ToByteArray(true), bytes => new Guid(bytes, true));
