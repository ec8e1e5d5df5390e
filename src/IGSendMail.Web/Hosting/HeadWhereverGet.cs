using Microsoft.AspNetCore.Mvc.ActionConstraints;
using Microsoft.AspNetCore.Mvc.ApplicationModels;

namespace IGSendMail.Web.Hosting;

/// <summary>
/// Whatever answers GET answers HEAD, without a body (RFC 9110 § 9.3.2): mail gateways look at links that way before they
/// let an e-mail through.
/// </summary>
internal sealed class HeadWhereverGet : IApplicationModelConvention
{
    public void Apply(ApplicationModel application)
    {
        foreach (var selector in application.Controllers.SelectMany(c => c.Actions).SelectMany(a => a.Selectors))
        {
            foreach (var constraint in selector.ActionConstraints.OfType<HttpMethodActionConstraint>().Where(c => IsGetAlone(c.HttpMethods)).ToList())
            {
                selector.ActionConstraints.Remove(constraint);
                selector.ActionConstraints.Add(new HttpMethodActionConstraint([.. constraint.HttpMethods, HttpMethods.Head]));
            }

            foreach (var methods in selector.EndpointMetadata.OfType<HttpMethodMetadata>().Where(m => IsGetAlone(m.HttpMethods)).ToList())
            {
                selector.EndpointMetadata.Remove(methods);
                selector.EndpointMetadata.Add(new HttpMethodMetadata([.. methods.HttpMethods, HttpMethods.Head]));
            }
        }
    }

    private static bool IsGetAlone(IEnumerable<string> methods) =>
        methods.Contains(HttpMethods.Get, StringComparer.OrdinalIgnoreCase) && !methods.Contains(HttpMethods.Head, StringComparer.OrdinalIgnoreCase);
}
