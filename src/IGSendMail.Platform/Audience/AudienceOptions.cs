using IGSendMail.Privacy.Settings;
using Microsoft.Extensions.Configuration;

namespace IGSendMail.Platform.Audience;

/// <summary>Limits of this room (section <c>Audience</c>).</summary>
/// <param name="MaxUploadBytes">The largest upload in bytes (<c>Audience:MaxUploadBytes</c>); 200 MB unless configured.</param>
public sealed record AudienceOptions(long MaxUploadBytes)
{
    private const long StandardUploadBytes = 200L * 1024 * 1024;

    /// <summary>Reads the section.</summary>
    /// <exception cref="InvalidSettingException">It is no number of bytes.</exception>
    public static AudienceOptions Read(IConfiguration configuration) =>
        new(new Section(configuration, "Audience").Whole("MaxUploadBytes", 1, long.MaxValue) ?? StandardUploadBytes);
}
