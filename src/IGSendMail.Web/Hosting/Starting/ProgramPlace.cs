using IGSendMail.Privacy.Settings;

namespace IGSendMail.Web.Hosting.Starting;

/// <summary>Makes the builder of site and verbs: the same files and the same environment, wherever and however it is started.</summary>
internal static class ProgramPlace
{
    private const string Project = "IGSendMail.Web.csproj", WebRoot = "wwwroot";

    /// <summary>Where the site listens unless it is told otherwise.</summary>
    private const string Address = "http://localhost:5080";

    /// <exception cref="InvalidSettingException">The environment was named twice and differently.</exception>
    public static WebApplicationBuilder CreateBuilder(params string[] arguments)
    {
        var builder = WebApplication.CreateBuilder(new WebApplicationOptions
        {
            Args = arguments,
            EnvironmentName = EnvironmentName.Decide(arguments, Environment.GetEnvironmentVariable),
            // A test host names the folder itself.
            ContentRootPath = arguments.Any(a => a.StartsWith("--contentRoot", StringComparison.OrdinalIgnoreCase))
                ? null
                : ContentRoot(AppContext.BaseDirectory),
        });
        builder.Configuration.LeaveOutEmpty();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false);
        if (builder.Configuration["urls"] is null && builder.Configuration["http_ports"] is null && builder.Configuration["https_ports"] is null
            && !builder.Configuration.GetSection("Kestrel:Endpoints").Exists())
        {
            builder.WebHost.UseUrls(Address);
        }

        if (!builder.Environment.IsDevelopment() && !Directory.Exists(Path.Combine(AppContext.BaseDirectory, WebRoot)))
        {
            // Built and not published: the files lie with the sources.
            builder.WebHost.UseStaticWebAssets();
        }

        return builder;
    }

    /// <summary>
    /// The folder beside the program, which holds its pages' files; for one that was built and not published, that of its
    /// sources, so that what Development writes lies in one place whatever the configuration.
    /// </summary>
    internal static string ContentRoot(string program)
    {
        if (Directory.Exists(Path.Combine(program, WebRoot)))
        {
            return program;
        }

        for (var folder = new DirectoryInfo(program); folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, Project)))
            {
                return folder.FullName;
            }
        }

        return program;
    }

    /// <summary>Refuses to serve pages whose style sheet is missing.</summary>
    /// <exception cref="UnfitMachineException">The files of the site do not lie beside the program.</exception>
    public static void RequireFiles(IWebHostEnvironment environment)
    {
        if (!environment.WebRootFileProvider.GetFileInfo("site.css").Exists)
        {
            throw new UnfitMachineException(
                $"The files of the site are missing: there is no site.css in {Path.Combine(environment.ContentRootPath, WebRoot)}. Copy the published folder as a whole.");
        }
    }
}
