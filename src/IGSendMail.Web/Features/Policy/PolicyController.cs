using IGSendMail.Privacy.Policy;
using IGSendMail.Web.Features.Shared;
using Microsoft.AspNetCore.Mvc;

namespace IGSendMail.Web.Features.Policy;

/// <summary>The privacy policy, its versions, and the register of sub-processors.</summary>
public sealed class PolicyController(PolicySnapshot policy) : Controller
{
    /// <summary>The version in force.</summary>
    [HttpGet(PrivacyRoutes.Policy)]
    [Compressed]
    public IActionResult Index() => View("Version", VersionPage.Of(policy, policy.InForce));

    /// <summary>All versions, newest first.</summary>
    [HttpGet(PrivacyRoutes.PolicyVersions)]
    [Compressed]
    public IActionResult Versions() =>
        View(new VersionsPage([.. policy.Versions.Reverse().Select(v => VersionPage.Of(policy, v))]));

    /// <summary>One version, whether in force or not.</summary>
    [HttpGet(PrivacyRoutes.PolicyVersion)]
    [Compressed]
    public IActionResult Version(string version) =>
        policy.Versions.FirstOrDefault(v => v.Version == version) is { } found
            ? View("Version", VersionPage.Of(policy, found))
            : NotFound();

    /// <summary>Who processes data for us.</summary>
    [HttpGet(PrivacyRoutes.Subprocessors)]
    [Compressed]
    public IActionResult Subprocessors() => View(policy.Register);
}
