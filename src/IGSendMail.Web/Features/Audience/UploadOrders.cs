using System.Security.Cryptography;
using System.Text;
using IGSendMail.Platform.Audience;
using IGSendMail.Storage;
using Microsoft.AspNetCore.DataProtection;

namespace IGSendMail.Web.Features.Audience;

/// <summary>
/// Gives the form of an upload a number, so that one form is one upload however often it is pressed. Whoever goes back and sends another file, or
/// another name, with it makes another upload.
/// </summary>
public sealed class UploadOrders(IDataProtectionProvider protection, TimeProvider time)
{
    private const int KeyLength = 16, KeptOfOrder = 8, Longest = 500;
    private readonly IDataProtector _protector = protection.CreateProtector("upload-order");

    /// <summary>A number for a form of this account.</summary>
    public string New(Guid account) => _protector.Protect($"{account:N}{RowKeys.New(time):N}");

    /// <summary>The file with the key that form, content and name make. A form without a number, or of another account, is a new one each time.</summary>
    public UploadedFile Name(UploadedFile file, Guid account, string? order, string? name)
    {
        if (Read(account, order) is not { } form)
        {
            return file;
        }

        // The front half dates a key: rows of an account lie in the order in which they came.
        Span<byte> key = stackalloc byte[KeyLength];
        form.TryWriteBytes(key, bigEndian: true, out _);
        byte[] what = [.. key, .. file.Digest, .. Encoding.UTF8.GetBytes(name?.Trim() ?? "")];
        SHA256.HashData(what).AsSpan(0, KeyLength - KeptOfOrder).CopyTo(key[KeptOfOrder..]);
        return file with { Id = new Guid(key, bigEndian: true) };
    }

    private Guid? Read(Guid account, string? order)
    {
        if (order is not { Length: > 0 and < Longest })
        {
            return null;
        }

        try
        {
            var text = _protector.Unprotect(order);
            return text.StartsWith(account.ToString("N"), StringComparison.Ordinal) ? Guid.ParseExact(text[32..], "N") : null;
        }
        catch (CryptographicException)
        {
            // Forged, cut, or made with a key that is gone.
            return null;
        }
    }
}
