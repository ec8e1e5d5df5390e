namespace IGSendMail.Platform.Audience;

/// <summary>Limits of this room (section <c>Audience</c>).</summary>
public sealed class AudienceOptions
{
    /// <summary>The largest upload in bytes (<c>Audience:MaxUploadBytes</c>); 200 MB unless configured.</summary>
    public long MaxUploadBytes { get; set; } = 200L * 1024 * 1024;
}
