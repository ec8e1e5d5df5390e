using System.Net.Http.Headers;
using System.Text;
using IGSendMail.Testing;
using IGSendMail.Web.Features.Shared;
using Microsoft.AspNetCore.Mvc.Controllers;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Extensions.DependencyInjection;

namespace IGSendMail.Web.Tests.Serving;

/// <summary>Whatever is posted to whichever address: an answer with a page, of the sender's making and not of ours.</summary>
public sealed class UnreadableBodyTests(TestSite site) : IClassFixture<TestSite>
{
    private static readonly (string Type, string Body)[] Bodies =
    [
        ("multipart/form-data", "abc"),
        ("multipart/form-data; boundary=", "abc"),
        ("multipart/form-data; boundary=x", "abc"),
        ("multipart/form-data; boundary=x", "--x\r\n\r\nno header"),
        ("multipart/form-data; boundary=x", "--x\r\nContent-Disposition: form-data; name=\"a\"\r\n\r\ncut"),
        ("multipart/form-data; boundary=x", "--x\r\nX: " + new string('y', 20_000) + "\r\n\r\na\r\n--x--"),
        ("multipart/mixed; boundary=x", "--x\r\n\r\na\r\n--x--"),
        ("application/x-www-form-urlencoded; charset=utf-7", "a=b"),
        ("application/x-www-form-urlencoded; charset=nonsense", "a=b"),
        ("application/x-www-form-urlencoded", "a=%00&b=%ff%fe"),
        ("application/x-www-form-urlencoded", string.Concat(Enumerable.Range(0, 3_000).Select(i => $"k{i}=v&"))),
        ("application/json", "{\"a\":"),
        ("text/plain", "abc"),
    ];

    [Fact]
    public async Task Every_address_that_takes_a_POST_answers_an_unreadable_one_with_a_page_and_a_status_of_the_senders()
    {
        using var client = site.CreateClient(new() { AllowAutoRedirect = false });
        var wrong = new List<string>();
        foreach (var path in PostRoutes())
        {
            foreach (var (type, body) in Bodies)
            {
                using var content = new ByteArrayContent(Encoding.ASCII.GetBytes(body));
                content.Headers.TryAddWithoutValidation("Content-Type", type);
                using var answer = await client.PostAsync(path, content);
                var status = (int)answer.StatusCode;
                // A page behind a sign-in leads there first.
                if (status is not (302 or (>= 400 and < 500))
                    || (status != 302 && answer.Content.Headers.ContentType?.MediaType != "text/html"))
                {
                    wrong.Add($"{path} {type} {body[..Math.Min(body.Length, 20)]}: {status} {answer.Content.Headers.ContentType}");
                }
            }
        }

        Assert.Empty(wrong);
    }

    [Fact]
    public async Task A_page_that_takes_no_file_refuses_one_before_it_is_read()
    {
        using var client = site.CreateClient();
        using var form = new MultipartFormDataContent { { new ByteArrayContent(new byte[200_000]), "file", "a.bin" } };
        form.Headers.ContentType = MediaTypeHeaderValue.Parse("multipart/form-data; boundary=" + form.Headers.ContentType!.Parameters.Single().Value);

        using var answer = await client.PostAsync("/account/sign-in", form);

        Assert.Equal(415, (int)answer.StatusCode);
        Assert.Contains("That page takes no files", await answer.Content.ReadAsStringAsync(), StringComparison.Ordinal);
    }

    private IEnumerable<string> PostRoutes()
    {
        var routes = site.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(e => e.Metadata.GetMetadata<ControllerActionDescriptor>() is not null)
            .Where(e => e.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods.Contains("POST") == true)
            .Select(e => "/" + string.Join('/', e.RoutePattern.PathSegments.Select(segment => segment.Parts[0] switch
            {
                RoutePatternParameterPart value when value.ParameterPolicies.Any(p => p.Content == "guid") => "0f8fad5b-d9cb-469f-a165-70867728950e",
                RoutePatternParameterPart => "AAAA-AAAA-AAAA",
                RoutePatternLiteralPart literal => literal.Content,
                var other => throw new InvalidOperationException($"{other} is not known here"),
            })))
            .Distinct().ToList();
        Assert.Contains(PrivacyRoutes.Cookies, routes);
        return routes;
    }
}
