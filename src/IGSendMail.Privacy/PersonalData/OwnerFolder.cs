using System.Globalization;

namespace IGSendMail.Privacy.PersonalData;

/// <summary>
/// How files with personal data are laid out: one folder an owner, and the instant of making in the name, so that an
/// erasure finds all files of an owner and retention finds all old ones without opening any.
/// </summary>
public static class OwnerFolder
{
    private const string InstantFormat = "yyyyMMdd'T'HHmmss'Z'";

    /// <summary>The folder of an owner (an account, a request, an erasure run or an officer).</summary>
    public static string Of(string root, Guid owner) => Path.Combine(root, owner.ToString("N"));

    /// <summary>The full path of a file. <paramref name="name"/> must hold nothing personal.</summary>
    public static string File(string root, Guid owner, DateTimeOffset madeAt, string name) => Path.Combine(
        Of(root, owner), madeAt.UtcDateTime.ToString(InstantFormat, CultureInfo.InvariantCulture) + "-" + name);

    /// <summary>When a file was made, read from its name; null for a file that is not ours.</summary>
    public static DateTimeOffset? MadeAt(string file)
    {
        var name = Path.GetFileName(file);
        var dash = name.IndexOf('-', StringComparison.Ordinal);
        return dash > 0 && DateTimeOffset.TryParseExact(
            name[..dash], InstantFormat, CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var madeAt)
            ? madeAt
            : null;
    }
}
