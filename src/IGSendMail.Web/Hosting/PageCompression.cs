using System.IO.Compression;
using IGSendMail.Web.Features.Accounts;
using IGSendMail.Web.Features.Cookies;
using IGSendMail.Web.Features.Requests;
using IGSendMail.Web.Features.Shared;
using Microsoft.AspNetCore.ResponseCompression;

namespace IGSendMail.Web.Hosting;

/// <summary>
/// Compresses the pages marked by <see cref="CompressedAttribute"/>, for browsers that bring none of the cookies with which a page says
/// more than to everybody: who is signed in, whose request it is, and what was just done.
/// </summary>
internal static class PageCompression
{
    private static readonly CookieKind[] Personal = [AccountCookies.SignIn, RequestCookies.Requester, FormCookies.Confirmation];

    public static void AddPageCompression(this IServiceCollection services) => services.AddResponseCompression(compression =>
    {
        // Safe over TLS for these pages alone: see the attribute.
        compression.EnableForHttps = true;
        compression.MimeTypes = ["text/html"];
        compression.Providers.Add<Brotli>();
        compression.Providers.Add<GzipCompressionProvider>();
    }).Configure<GzipCompressionProviderOptions>(gzip => gzip.Level = CompressionLevel.Optimal);

    public static void UsePageCompression(this WebApplication app)
    {
        var names = Personal.Select(kind => app.Services.GetRequiredService<SiteCookies>()[kind].Name).ToList();
        app.UseWhen(
            context => context.GetEndpoint()?.Metadata.GetMetadata<CompressedAttribute>() is not null
                && !names.Exists(context.Request.Cookies.ContainsKey),
            pages => pages.UseResponseCompression());
    }

    /// <summary>The framework's own knows four levels; between its second and its best lies this one, a fifth smaller for the same time.</summary>
    private sealed class Brotli : ICompressionProvider
    {
        private static readonly BrotliCompressionOptions Options = new() { Quality = 5 };

        public string EncodingName => "br";

        public bool SupportsFlush => true;

        public Stream CreateStream(Stream outputStream) => new BrotliStream(outputStream, Options, leaveOpen: true);
    }
}
