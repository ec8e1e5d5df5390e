using IGSendMail.Privacy.Settings;
using Microsoft.Extensions.Configuration;

namespace IGSendMail.Platform.Audience;

/// <summary>Limits of this room (section <c>Audience</c>).</summary>
/// <param name="MaxUploadBytes">The largest upload in bytes (<c>Audience:MaxUploadBytes</c>); 200 MB unless configured.</param>
/// <param name="MaxPeople">How many people one account may hold when it uploads a further file (<c>Audience:MaxPeople</c>); 5 million unless configured.</param>
/// <param name="MaxWaitingBytes">How much of what one account uploaded may wait to be read or answered (<c>Audience:MaxWaitingBytes</c>); 1 GB unless configured.</param>
public sealed record AudienceOptions(long MaxUploadBytes, long MaxPeople = AudienceOptions.StandardPeople, long MaxWaitingBytes = AudienceOptions.StandardWaitingBytes)
{
    private const long StandardPeople = 5_000_000;
    private const long StandardWaitingBytes = 1024L * 1024 * 1024;
    private const long StandardUploadBytes = 200L * 1024 * 1024;

    /// <summary>Reads the section.</summary>
    /// <exception cref="InvalidSettingException">A setting is no whole number.</exception>
    public static AudienceOptions Read(IConfiguration configuration)
    {
        var audience = new Section(configuration, "Audience");
        return new(
            audience.Whole("MaxUploadBytes", 1, long.MaxValue) ?? StandardUploadBytes,
            audience.Whole("MaxPeople", 1, long.MaxValue) ?? StandardPeople,
            audience.Whole("MaxWaitingBytes", 1, long.MaxValue) ?? StandardWaitingBytes);
    }
}
