using System.Net;
using System.Net.Http.Headers;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;

namespace IGSendMail.Testing;

/// <summary>
/// A person without JavaScript: reads pages, follows redirects, and sends the forms that are really on the page (with
/// their hidden fields), as a browser does.
/// </summary>
public sealed class PageVisitor(HttpClient client, CookieContainer cookies)
{
    /// <summary>The cookies this visitor's browser keeps.</summary>
    public CookieContainer Cookies => cookies;

    /// <summary>For requests that no page would send.</summary>
    public HttpClient Client => client;

    /// <summary>Extra headers sent with every request, such as Sec-GPC.</summary>
    public Dictionary<string, string> Headers { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Opens a page and follows redirects.</summary>
    public Task<Page> GetAsync(string path) => SendAsync(HttpMethod.Get, new Uri(client.BaseAddress!, path), null);

    /// <summary>
    /// Sends a form of the page: the one that <paramref name="form"/> selects, with the given values over those in the
    /// page. <paramref name="button"/> selects the button pressed, if it matters.
    /// </summary>
    public Task<Page> SubmitAsync(
        Page page, string form, IReadOnlyDictionary<string, string>? values = null, string? button = null,
        IReadOnlyDictionary<string, (string Name, byte[] Content)>? files = null)
    {
        var element = page.Document.QuerySelector(form) as IHtmlFormElement
            ?? throw new InvalidOperationException($"No form \"{form}\" on {page.Path}:\n{page.Text}");
        var fields = Fields(element, values ?? new Dictionary<string, string>());
        var pressed = button is null
            ? element.QuerySelector("button[name]:not([type=button])") as IHtmlButtonElement
            : element.QuerySelector(button) as IHtmlButtonElement
                ?? throw new InvalidOperationException($"No button \"{button}\" in form \"{form}\" on {page.Path}.");
        if (pressed?.Name is { Length: > 0 } name && (button is not null || element.QuerySelectorAll("button[name]").Length == 1))
        {
            fields.Add(new(name, pressed.Value));
        }

        var action = pressed?.GetAttribute("formaction") ?? element.GetAttribute("action") ?? page.Path;
        var target = new Uri(page.Url, action);
        if (string.Equals(element.GetAttribute("method"), "get", StringComparison.OrdinalIgnoreCase))
        {
            var query = string.Join('&', fields.Select(f => $"{Uri.EscapeDataString(f.Key)}={Uri.EscapeDataString(f.Value)}"));
            return SendAsync(HttpMethod.Get, new UriBuilder(target) { Query = query }.Uri, null);
        }

        HttpContent content = files is null && element.GetAttribute("enctype") != "multipart/form-data"
            ? new FormUrlEncodedContent(fields)
            : Multipart(fields, files ?? new Dictionary<string, (string, byte[])>());
        return SendAsync(HttpMethod.Post, target, content);
    }

    private static List<KeyValuePair<string, string>> Fields(IHtmlFormElement form, IReadOnlyDictionary<string, string> values)
    {
        var fields = new List<KeyValuePair<string, string>>();
        var given = new HashSet<string>(StringComparer.Ordinal);
        foreach (var control in form.QuerySelectorAll("input[name], select[name], textarea[name]"))
        {
            var name = control.GetAttribute("name")!;
            var type = control.GetAttribute("type");
            if (type is "submit" or "file" || control.HasAttribute("disabled"))
            {
                continue;
            }

            if (values.TryGetValue(name, out var value) && type != "hidden")
            {
                if (type is "radio" or "checkbox" ? control.GetAttribute("value") == value : given.Add(name))
                {
                    given.Add(name);
                    fields.Add(new(name, value));
                }
            }
            else if (type is not ("radio" or "checkbox") || control.HasAttribute("checked"))
            {
                fields.Add(new(name, control switch
                {
                    IHtmlSelectElement select => select.Value ?? "",
                    IHtmlTextAreaElement area => area.Value,
                    _ => control.GetAttribute("value") ?? "",
                }));
            }
        }

        foreach (var missing in values.Keys.Where(k => !given.Contains(k)))
        {
            throw new InvalidOperationException($"The form has no field \"{missing}\" that takes \"{values[missing]}\".");
        }

        return fields;
    }

    private static MultipartFormDataContent Multipart(
        List<KeyValuePair<string, string>> fields, IReadOnlyDictionary<string, (string Name, byte[] Content)> files)
    {
        var content = new MultipartFormDataContent();
        foreach (var (name, value) in fields)
        {
            content.Add(new StringContent(value), name);
        }

        foreach (var (field, file) in files)
        {
            var part = new ByteArrayContent(file.Content);
            part.Headers.ContentType = new MediaTypeHeaderValue("text/csv");
            content.Add(part, field, file.Name);
        }

        return content;
    }

    private async Task<Page> SendAsync(HttpMethod method, Uri url, HttpContent? content)
    {
        for (var redirects = 0; ; redirects++)
        {
            using var request = new HttpRequestMessage(method, url) { Content = content };
            if (method == HttpMethod.Post)
            {
                request.Headers.TryAddWithoutValidation("Origin", url.GetLeftPart(UriPartial.Authority));
            }

            foreach (var (name, value) in Headers)
            {
                request.Headers.TryAddWithoutValidation(name, value);
            }

            var response = await client.SendAsync(request);
            if ((int)response.StatusCode is >= 301 and <= 308 && response.Headers.Location is { } location && redirects < 5)
            {
                url = new Uri(url, location);
                (method, content) = (HttpMethod.Get, null);
                continue;
            }

            var body = await response.Content.ReadAsByteArrayAsync();
            var isHtml = response.Content.Headers.ContentType?.MediaType == "text/html";
            var document = await new HtmlParser().ParseDocumentAsync(isHtml ? System.Text.Encoding.UTF8.GetString(body) : "");
            return new Page(url, response.StatusCode, document, body, response);
        }
    }
}

/// <summary>A page as it arrived.</summary>
public sealed record Page(Uri Url, HttpStatusCode Status, IHtmlDocument Document, byte[] Body, HttpResponseMessage Response)
{
    /// <summary>Path and query of the address it ended at.</summary>
    public string Path => Url.PathAndQuery;

    /// <summary>Its readable text, white space folded.</summary>
    public string Text => string.Join(' ', (Document.Body?.TextContent ?? "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    /// <summary>The text of the first element that <paramref name="selector"/> finds, or null.</summary>
    public string? TextOf(string selector) => Document.QuerySelector(selector)?.TextContent.Trim();
}
