using System.Text;
using System.Xml.Linq;
using IGSendMail.Privacy.Settings;
using IGSendMail.Storage;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.AspNetCore.DataProtection.XmlEncryption;

namespace IGSendMail.Web.Hosting;

/// <summary>
/// The keys that protect cookies and forms: in files that all replicas share, each wrapped by the master key, so that
/// a copy of the data folder does not let anybody forge a sign-in.
/// </summary>
internal static class KeyRing
{
    private const string Element = "wrapped";
    private const string MasterAttribute = "master";

    public static void AddKeyRing(this IServiceCollection services, DataOptions data)
    {
        services.AddDataProtection().SetApplicationName("IGSendMail").PersistKeysToFileSystem(new DirectoryInfo(data.Keys));
        services.AddOptions<KeyManagementOptions>()
            .Configure<MasterKey>((options, master) => options.XmlEncryptor = new WrappedByMaster(master));
    }

    private static ReadOnlySpan<byte> Bound => "data-protection"u8;

    /// <summary>
    /// Wraps the keys anew that the previous master key wrapped. Each file is replaced as a whole, so that other
    /// processes read either the old or the new one. Returns how many files that were.
    /// </summary>
    /// <exception cref="InvalidOperationException">A file was wrapped with a master key that is not configured.</exception>
    public static async Task<int> WrapAnewAsync(DataOptions data, MasterKey master, CancellationToken cancellation)
    {
        var changed = 0;
        foreach (var file in Directory.Exists(data.Keys) ? Directory.GetFiles(data.Keys, "*.xml") : [])
        {
            var key = XDocument.Parse(await File.ReadAllTextAsync(file, cancellation));
            var old = key.Descendants(Element).Where(e => MasterOf(e) != master.Id).ToList();
            if (old.Count == 0)
            {
                continue;
            }

            foreach (var element in old)
            {
                element.ReplaceWith(Wrap(master, Unwrap(master, element)));
            }

            var fresh = file + ".anew";
            await File.WriteAllTextAsync(fresh, key.ToString(), cancellation);
            File.Move(fresh, file, overwrite: true);
            changed++;
        }

        return changed;
    }

    private static XElement Wrap(MasterKey master, byte[] clear)
    {
        var wrapped = master.Wrap(clear, Bound);
        return new XElement(Element, new XAttribute(MasterAttribute, wrapped.MasterId), Convert.ToBase64String(wrapped.Bytes));
    }

    private static byte[] Unwrap(MasterKey master, XElement element) =>
        master.Unwrap(new WrappedSecret(MasterOf(element), Convert.FromBase64String(element.Value)), Bound);

    private static Guid MasterOf(XElement element) => (Guid?)element.Attribute(MasterAttribute) ?? Guid.Empty;

    private sealed class WrappedByMaster(MasterKey master) : IXmlEncryptor
    {
        public EncryptedXmlInfo Encrypt(XElement plaintextElement) => new(
            Wrap(master, Encoding.UTF8.GetBytes(plaintextElement.ToString(SaveOptions.DisableFormatting))), typeof(OpenedByMaster));
    }

    /// <summary>Made by the framework, which finds its name in the key file.</summary>
    internal sealed class OpenedByMaster(IServiceProvider services) : IXmlDecryptor
    {
        public XElement Decrypt(XElement encryptedElement) => XElement.Parse(
            Encoding.UTF8.GetString(Unwrap(services.GetRequiredService<MasterKey>(), encryptedElement)));
    }
}
