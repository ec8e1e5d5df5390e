using System.CommandLine;
using IGSendMail.Privacy.Policy;

namespace IGSendMail.Web.Commands;

/// <summary><c>policy check FILE</c></summary>
internal static class PolicyCommand
{
    public static Command Build()
    {
        var file = new Argument<FileInfo>("FILE")
        {
            Description = $"A policy version (.md), or the register of sub-processors ({SubprocessorRegister.FileName}).",
        };
        var check = new Command("check", "Checks a policy file as the start of the site would.") { file };
        check.SetAction((parsed, _) => CheckAsync(parsed.GetRequiredValue(file)));

        return new Command("policy", "The privacy policy.") { check };
    }

    private static async Task<int> CheckAsync(FileInfo file)
    {
        if (!file.Exists)
        {
            await Console.Error.WriteLineAsync($"There is no file {file.FullName}.");
            return 2;
        }

        try
        {
            if (file.Extension is ".yaml")
            {
                SubprocessorRegister.ReadFile(file.FullName);
            }
            else
            {
                PolicyFolder.Check(file.FullName);
            }
        }
        catch (PolicyFileException wrong)
        {
            await Console.Error.WriteLineAsync(wrong.Message);
            return 1;
        }

        Console.WriteLine("OK");
        return 0;
    }
}
