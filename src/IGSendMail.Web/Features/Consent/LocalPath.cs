namespace IGSendMail.Web.Features.Consent;

/// <summary>Decides where a form may lead back to: a path of this site and nothing else.</summary>
public static class LocalPath
{
    private const int Longest = 1_000;

    /// <summary>
    /// The path with its query and without fragment, or null for anything that a browser, a proxy or a second decoding
    /// might read as another site's address.
    /// </summary>
    public static string? From(string? given)
    {
        if (given is null or { Length: > Longest } || !given.All(char.IsAscii))
        {
            return null;
        }

        var path = given.Split('#')[0];
        for (var decoded = path; ;)
        {
            if (!IsPlain(decoded))
            {
                return null;
            }

            var next = Uri.UnescapeDataString(decoded);
            if (next == decoded)
            {
                return path;
            }

            decoded = next;
        }
    }

    private static bool IsPlain(string path)
    {
        var end = path.IndexOf('?', StringComparison.Ordinal);
        return path.StartsWith('/')
            && !(end < 0 ? path : path[..end]).Contains("//", StringComparison.Ordinal)
            && !path.Contains('\\', StringComparison.Ordinal)
            && !path.Any(char.IsControl);
    }
}
