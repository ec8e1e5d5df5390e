using IGSendMail.Privacy.Packages;
using IGSendMail.Web.Features.Shared;
using Microsoft.AspNetCore.Mvc;

namespace IGSendMail.Web.Features.PersonalData;

/// <summary>Publishes how the machine-readable files of a portable package are built.</summary>
public sealed class PortabilitySchemaController(PortabilitySchema schema) : Controller
{
    /// <summary>The JSON schema, the same as in every portable package.</summary>
    [HttpGet(PrivacyRoutes.PortabilitySchema)]
    public IActionResult Schema() => File(schema.Text.ToArray(), "application/schema+json");
}
