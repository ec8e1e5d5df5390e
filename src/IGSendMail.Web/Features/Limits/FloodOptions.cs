using IGSendMail.Platform.Accounts;
using IGSendMail.Privacy.Settings;
using IGSendMail.Web.Features.Shared;

namespace IGSendMail.Web.Features.Limits;

/// <summary>How often one act is taken.</summary>
/// <param name="PerSender">By one sender: so often at once, and so often again within <paramref name="Window"/>.</param>
/// <param name="PerTarget">By one sender towards one target.</param>
/// <param name="Window">In what time the whole of it comes back, evenly.</param>
public sealed record ActLimit(int PerSender, int PerTarget, TimeSpan Window);

/// <summary>What is taken from one sender (section <c>Limits</c>). Figures hold for one replica.</summary>
/// <param name="Acts">By act.</param>
/// <param name="UploadsAtOnce">How many uploads of one person run at a time (<c>Limits:UploadsAtOnce</c>).</param>
/// <param name="PasswordsAtOnce">How many passwords are hashed at a time (<c>Limits:PasswordsAtOnce</c>); <see cref="PasswordTurns.Standard"/> unless configured.</param>
public sealed record FloodOptions(IReadOnlyDictionary<LimitedAct, ActLimit> Acts, int UploadsAtOnce, int PasswordsAtOnce)
{
    private const long Most = 1_000_000;

    private static readonly Dictionary<LimitedAct, ActLimit> Standard = new()
    {
        [LimitedAct.SignIn] = new(60, 20, TimeSpan.FromMinutes(10)),
        [LimitedAct.Registration] = new(20, 5, TimeSpan.FromHours(1)),
        [LimitedAct.Letter] = new(30, 6, TimeSpan.FromHours(1)),
        [LimitedAct.Request] = new(30, 6, TimeSpan.FromHours(1)),
        [LimitedAct.Code] = new(60, 60, TimeSpan.FromMinutes(10)),
        [LimitedAct.Choice] = new(120, 120, TimeSpan.FromMinutes(10)),
        [LimitedAct.Upload] = new(60, 60, TimeSpan.FromHours(1)),
        [LimitedAct.Download] = new(120, 120, TimeSpan.FromMinutes(10)),
    };

    /// <summary>Reads the section.</summary>
    /// <exception cref="InvalidSettingException">A setting is no whole number within its limits; the message names it.</exception>
    public static FloodOptions Read(IConfiguration configuration)
    {
        var limits = new Section(configuration, "Limits");
        return new(
            Enum.GetValues<LimitedAct>().ToDictionary(act => act, act => ReadAct(limits.Within(act.ToString()), Standard[act])),
            (int)(limits.Whole("UploadsAtOnce", 1, 1_000) ?? 2),
            (int)(limits.Whole("PasswordsAtOnce", 1, 1_000) ?? PasswordTurns.Standard));
    }

    private static ActLimit ReadAct(Section act, ActLimit standard) => new(
        (int)(act.Whole("PerSender", 1, Most) ?? standard.PerSender),
        (int)(act.Whole("PerTarget", 1, Most) ?? standard.PerTarget),
        TimeSpan.FromSeconds(act.Whole("Seconds", 1, 86_400) ?? (long)standard.Window.TotalSeconds));
}
