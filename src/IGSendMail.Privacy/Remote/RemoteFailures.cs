namespace IGSendMail.Privacy.Remote;

/// <summary>A remote store did not do what it was asked for. No message holds anything that it answered.</summary>
public abstract class StoreException(string message, Exception? cause = null) : Exception(message, cause);

/// <summary>It did not answer in time.</summary>
public sealed class StoreTimedOutException(string storeKey) : StoreException($"The remote store \"{storeKey}\" did not answer in time.");

/// <summary>It could not be reached, or the connection broke: whether it acted is not known.</summary>
public sealed class StoreUnreachableException(string storeKey, Exception cause)
    : StoreException($"The remote store \"{storeKey}\" could not be reached or broke off.", cause);

/// <summary>It asked to be left in peace (429 or 503).</summary>
public sealed class StoreBusyException(string storeKey, TimeSpan? retryAfter)
    : StoreException($"The remote store \"{storeKey}\" is busy.")
{
    /// <summary>For how long, if it said so.</summary>
    public TimeSpan? RetryAfter => retryAfter;
}

/// <summary>It answered something that cannot be relied on. That is never a success.</summary>
public sealed class StoreAnswerException(string storeKey, string problem, Exception? cause = null)
    : StoreException($"The remote store \"{storeKey}\" {problem}.", cause);

/// <summary>It failed a moment ago and is not asked now, whoever wants to.</summary>
public sealed class StoreRestingException(string storeKey, DateTimeOffset until)
    : StoreException($"The remote store \"{storeKey}\" failed a moment ago and is left in peace.")
{
    /// <summary>When it may be asked again.</summary>
    public DateTimeOffset Until => until;
}
