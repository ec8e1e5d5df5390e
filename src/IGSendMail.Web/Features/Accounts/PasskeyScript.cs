using System.Security.Cryptography;

namespace IGSendMail.Web.Features.Accounts;

/// <summary>The script of the two pages that make and use passkeys, known by its content: the browser runs exactly these bytes, and on those pages alone.</summary>
public sealed class PasskeyScript
{
    /// <summary>Where it is served.</summary>
    public const string File = "passkey.js";

    /// <summary>Reads the script that the site serves.</summary>
    public PasskeyScript(IWebHostEnvironment environment)
    {
        using var file = environment.WebRootFileProvider.GetFileInfo(File).CreateReadStream();
        Integrity = "sha256-" + Convert.ToBase64String(SHA256.HashData(file));
    }

    /// <summary>For the <c>integrity</c> attribute and the content security policy.</summary>
    public string Integrity { get; }
}

/// <summary>Marks the pages on which <see cref="PasskeyScript"/> may run.</summary>
[AttributeUsage(AttributeTargets.Class)]
public sealed class RunsPasskeyScriptAttribute : Attribute;
