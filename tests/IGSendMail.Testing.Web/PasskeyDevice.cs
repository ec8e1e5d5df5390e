using System.Buffers.Binary;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Nodes;

namespace IGSendMail.Testing;

/// <summary>
/// Does what a device with passkeys and its browser do (W3C Web Authentication, ES256, no attestation), byte by byte, and what a forger would
/// do as well. One device of these holds one passkey.
/// </summary>
public sealed class PasskeyDevice : IDisposable
{
    private const byte Present = 0x01, Verified = 0x04, WithKey = 0x40;
    private readonly ECDsa _key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
    private readonly byte[] _id = RandomNumberGenerator.GetBytes(32);

    /// <summary>Where the browser says that it is.</summary>
    public string Origin { get; set; } = "http://localhost:5080";

    /// <summary>True if the device made sure of its owner.</summary>
    public bool IsVerified { get; set; } = true;

    /// <summary>What the device says how often it has signed.</summary>
    public uint Count { get; set; }

    /// <summary>Whose passkey the device says that it is: the person for whom it was made, unless a forger writes another.</summary>
    public string? Person { get; set; }

    /// <summary>The answer to a page that wants a passkey made.</summary>
    public string Make(string options)
    {
        var asked = JsonNode.Parse(options)!;
        Person = asked["user"]!["id"]!.GetValue<string>();
        var point = _key.ExportParameters(includePrivateParameters: false).Q;

        // COSE: key type 2 (elliptic curve), algorithm -7 (ES256), curve 1 (P-256), x, y.
        byte[] cose = [0xA5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01, 0x21, 0x58, 0x20, .. point.X!, 0x22, 0x58, 0x20, .. point.Y!];
        byte[] data = [.. Data(asked["rp"]!["id"]!.GetValue<string>(), WithKey), .. new byte[16], 0x00, (byte)_id.Length, .. _id, .. cose];
        byte[] attestation =
        [
            0xA3, 0x63, .. "fmt"u8, 0x64, .. "none"u8, 0x67, .. "attStmt"u8, 0xA0, 0x68, .. "authData"u8, 0x58, (byte)data.Length, .. data,
        ];
        return Answer(new JsonObject
        {
            ["clientDataJSON"] = Text(Client("webauthn.create", asked)),
            ["attestationObject"] = Text(attestation),
            ["transports"] = new JsonArray("internal"),
        });
    }

    /// <summary>The answer to a page that wants to know who is there.</summary>
    public string Sign(string options)
    {
        var asked = JsonNode.Parse(options)!;
        var (client, data) = (Client("webauthn.get", asked), Data(asked["rpId"]!.GetValue<string>(), 0));
        var signature = _key.SignData([.. data, .. SHA256.HashData(client)], HashAlgorithmName.SHA256, DSASignatureFormat.Rfc3279DerSequence);
        return Answer(new JsonObject
        {
            ["clientDataJSON"] = Text(client),
            ["authenticatorData"] = Text(data),
            ["signature"] = Text(signature),
            ["userHandle"] = Person,
        });
    }

    /// <inheritdoc />
    public void Dispose() => _key.Dispose();

    private byte[] Data(string site, byte flags)
    {
        var count = new byte[4];
        BinaryPrimitives.WriteUInt32BigEndian(count, Count);
        return [.. SHA256.HashData(Encoding.UTF8.GetBytes(site)), (byte)(flags | Present | (IsVerified ? Verified : 0)), .. count];
    }

    private byte[] Client(string type, JsonNode asked) => Encoding.UTF8.GetBytes(new JsonObject
    {
        ["type"] = type,
        ["challenge"] = asked["challenge"]!.GetValue<string>(),
        ["origin"] = Origin,
        ["crossOrigin"] = false,
    }.ToJsonString());

    private string Answer(JsonObject response) => new JsonObject
    {
        ["id"] = Text(_id),
        ["rawId"] = Text(_id),
        ["type"] = "public-key",
        ["authenticatorAttachment"] = "platform",
        ["response"] = response,
        ["clientExtensionResults"] = new JsonObject(),
    }.ToJsonString();

    private static string Text(byte[] bytes) => Base64Url.EncodeToString(bytes);
}
