namespace IGSendMail.Platform.Audience.Reading;

/// <summary>An upload cannot be read at all. The message is for its owner: reason and remedy, no content of the file.</summary>
public sealed class UnreadableFileException(string message) : Exception(message)
{
    /// <summary>
    /// True if a different choice of encoding, separator or columns may read it; false if it holds something else than a table.
    /// </summary>
    public bool MayBeChosen { get; init; }

    /// <summary>Two sentences for people, figures written the same everywhere.</summary>
    internal static UnreadableFileException Because(FormattableString reason, bool mayBeChosen = false) =>
        new(reason.ToString(System.Globalization.CultureInfo.InvariantCulture)) { MayBeChosen = mayBeChosen };
}
