namespace IGSendMail.Web.Hosting.Starting;

/// <summary>
/// A setting without text is a setting that is missing: <c>${UNSET}</c> in a compose file arrives as empty, and must neither
/// count as an answer nor hide the answer of another source.
/// </summary>
internal static class EmptySettings
{
    /// <summary>Takes empty values out of the configuration; what stands beneath them shows again.</summary>
    public static void LeaveOutEmpty(this ConfigurationManager configuration)
    {
        var providers = ((IConfigurationRoot)configuration).Providers.Reverse().ToList();
        var empty = configuration.AsEnumerable().Where(s => s.Value is not null && string.IsNullOrWhiteSpace(s.Value)).ToList();
        if (empty.Count > 0)
        {
            configuration.AddInMemoryCollection(empty.Select(s => KeyValuePair.Create(s.Key, Beneath(providers, s.Key))));
        }
    }

    private static string? Beneath(List<IConfigurationProvider> providers, string key)
    {
        foreach (var provider in providers)
        {
            if (provider.TryGet(key, out var value) && !string.IsNullOrWhiteSpace(value))
            {
                return value;
            }
        }

        return null;
    }
}
