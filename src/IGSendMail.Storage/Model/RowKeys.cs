namespace IGSendMail.Storage;

/// <summary>Keys made by the application: time-ordered, so that new rows go to the end of their account.</summary>
public static class RowKeys
{
    /// <summary>A new key (UUID version 7) dated by <paramref name="time"/>.</summary>
    public static Guid New(TimeProvider time) => Guid.CreateVersion7(time.GetUtcNow());
}
