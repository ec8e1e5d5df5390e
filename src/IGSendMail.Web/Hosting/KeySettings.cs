using IGSendMail.Privacy.Recovery;
using IGSendMail.Privacy.Settings;
using IGSendMail.Storage;
using IGSendMail.Web.Hosting.Starting;

namespace IGSendMail.Web.Hosting;

/// <summary>The settings of the section <c>Keys</c>.</summary>
internal static class KeySettings
{
    private const string Name = "Keys";
    private const string HowToMakeOne = "32 random bytes in base64. Make one with: openssl rand -base64 32";

    /// <exception cref="InvalidSettingException">A key is missing or wrong; the message names it.</exception>
    public static MasterKey ReadMaster(IConfiguration configuration, IHostEnvironment environment, SiteFolders folders)
    {
        var master = configuration[MasterKey.Setting] is { Length: > 0 } setting
            ? Parsed(MasterKey.Setting, () => MasterKey.Parse(setting))
            : environment.IsDevelopment()
            ? Parsed(MasterKey.Setting, () => MasterKey.ReadOrMake(DevelopmentFile(environment, folders)))
            : throw new InvalidSettingException(MasterKey.Setting, "is missing: " + HowToMakeOne);
        return configuration[MasterKey.PreviousSetting] is { Length: > 0 } previous
            ? Parsed(MasterKey.PreviousSetting, () => master.WithPrevious(previous))
            : master;
    }

    /// <exception cref="InvalidSettingException">It is missing, or lies with what it bears witness of.</exception>
    public static WitnessOptions ReadWitness(IConfiguration configuration, IHostEnvironment environment, SiteFolders folders)
    {
        var given = configuration[WitnessOptions.Setting];
        if (string.IsNullOrWhiteSpace(given))
        {
            return !environment.IsDevelopment()
                ? throw new InvalidSettingException(WitnessOptions.Setting, "is missing: name the full path of a file in a third place, in neither folder, which no backup of them puts back")
                : new WitnessOptions(configuration[MasterKey.Setting] is { Length: > 0 } ? null : SiteFolders.Resolve(WitnessOptions.Setting, "local/witness", environment));
        }

        var file = SiteFolders.Resolve(WitnessOptions.Setting, given, environment);
        return RealPath.IsWithin(file, folders.Data) || RealPath.IsWithin(file, folders.Vault)
            ? throw new InvalidSettingException(WitnessOptions.Setting, $"is {file} and must lie in neither folder: it would be put back with what it bears witness of")
            : new WitnessOptions(file);
    }

    /// <exception cref="InvalidSettingException">A figure is wrong; the message names it.</exception>
    public static KeyOptions ReadOptions(IConfiguration configuration)
    {
        var keys = new Section(configuration, Name);
        return new(
            keys.Whole("SealsPerKey", 1, KeyOptions.MostSeals) ?? KeyOptions.Standard.SealsPerKey,
            keys.Whole("RotationPauseSeconds", 1, 86_400) is { } seconds ? TimeSpan.FromSeconds(seconds) : KeyOptions.Standard.RotationPause);
    }

    private static string DevelopmentFile(IHostEnvironment environment, SiteFolders folders)
    {
        var file = SiteFolders.Resolve(MasterKey.Setting, "local/master.key", environment);
        return RealPath.IsWithin(file, folders.Data) || RealPath.IsWithin(file, folders.Vault)
            ? throw new InvalidSettingException(
                MasterKey.Setting, $"is not set, and its file {file} would lie with what it protects: choose other folders, or set the key ({HowToMakeOne})")
            : file;
    }

    private static MasterKey Parsed(string name, Func<MasterKey> parse)
    {
        try
        {
            return parse();
        }
        catch (FormatException wrong)
        {
            throw new InvalidSettingException(name, "is wrong: " + wrong.Message, wrong);
        }
    }
}
