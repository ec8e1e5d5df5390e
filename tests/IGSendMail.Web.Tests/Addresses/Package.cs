using System.IO.Compression;
using System.Net;
using IGSendMail.Testing;

namespace IGSendMail.Web.Tests.Addresses;

/// <summary>Reads a package as its person does.</summary>
internal static class Package
{
    /// <summary>The text of all files in it.</summary>
    public static async Task<string> TextAsync(PageVisitor visitor, string reference)
    {
        var download = await visitor.GetAsync($"/privacy/requests/{reference}/download");
        Assert.Equal(HttpStatusCode.OK, download.Status);
        using var zip = new ZipArchive(new MemoryStream(download.Body));
        var text = new System.Text.StringBuilder();
        foreach (var entry in zip.Entries)
        {
            using var reader = new StreamReader(await entry.OpenAsync());
            text.AppendLine(await reader.ReadToEndAsync());
        }

        return text.ToString();
    }
}
