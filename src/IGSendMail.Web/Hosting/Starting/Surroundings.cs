using System.Globalization;
using System.Runtime.InteropServices;

namespace IGSendMail.Web.Hosting.Starting;

/// <summary>What the process has from the machine and its user, settled before anything else runs.</summary>
internal static class Surroundings
{
    private const uint GroupAndOthers = 0b000_111_111;

    /// <summary>
    /// Whatever umask and locale the program was started with: what it makes belongs to its own user (folders 0700, files
    /// 0600), and what it reads and prints (dates above all) is read and printed in no country's calendar.
    /// </summary>
    public static void Settle()
    {
        if (!OperatingSystem.IsWindows())
        {
            _ = SetUmask(GroupAndOthers);
        }

        CultureInfo.CurrentCulture = CultureInfo.DefaultThreadCurrentCulture = CultureInfo.InvariantCulture;
        CultureInfo.CurrentUICulture = CultureInfo.DefaultThreadCurrentUICulture = CultureInfo.InvariantCulture;
    }

    /// <summary>Refuses to start without the tables of languages: pages are written in four, addresses in all.</summary>
    /// <exception cref="UnfitMachineException">They are missing; the message says how to get them.</exception>
    public static void Check()
    {
        if (!KnowsLanguages())
        {
            throw new UnfitMachineException(
                "This machine has no tables of languages (ICU), or DOTNET_SYSTEM_GLOBALIZATION_INVARIANT keeps them away: install them "
                + "(Debian: libicu72 or newer; Alpine: icu-libs and icu-data-full) and set DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=false.");
        }
    }

    private static bool KnowsLanguages()
    {
        try
        {
            return CultureInfo.GetCultureInfo("de").NumberFormat.NumberDecimalSeparator == ",";
        }
        catch (CultureNotFoundException)
        {
            return false;
        }
    }

#pragma warning disable SYSLIB1054 // Generated marshalling needs unsafe code in the whole project; two numbers need none.
    [DllImport("libc", EntryPoint = "umask", ExactSpelling = true)]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
    private static extern uint SetUmask(uint mask);
#pragma warning restore SYSLIB1054
}

/// <summary>The machine lacks something that the program cannot do without; the message says how to get it.</summary>
internal sealed class UnfitMachineException(string problem) : Exception(problem);
