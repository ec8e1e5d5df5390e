using System.Text;
using System.Xml.Linq;
using IGSendMail.Privacy;
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
    public static void AddKeyRing(this IServiceCollection services, DataOptions data)
    {
        services.AddDataProtection().SetApplicationName("IGSendMail").PersistKeysToFileSystem(new DirectoryInfo(data.Keys));
        services.AddOptions<KeyManagementOptions>()
            .Configure<MasterKey>((options, master) => options.XmlEncryptor = new WrappedByMaster(master));
    }

    private static ReadOnlySpan<byte> Bound => "data-protection"u8;

    private sealed class WrappedByMaster(MasterKey master) : IXmlEncryptor
    {
        public EncryptedXmlInfo Encrypt(XElement plaintextElement)
        {
            var clear = Encoding.UTF8.GetBytes(plaintextElement.ToString(SaveOptions.DisableFormatting));
            return new EncryptedXmlInfo(
                new XElement("wrapped", Convert.ToBase64String(master.Wrap(clear, Bound))), typeof(OpenedByMaster));
        }
    }

    /// <summary>Made by the framework, which finds its name in the key file.</summary>
    internal sealed class OpenedByMaster(IServiceProvider services) : IXmlDecryptor
    {
        public XElement Decrypt(XElement encryptedElement)
        {
            var master = services.GetRequiredService<MasterKey>();
            return XElement.Parse(Encoding.UTF8.GetString(master.Unwrap(Convert.FromBase64String(encryptedElement.Value), Bound)));
        }
    }
}
