using System.Globalization;
using System.Text;
using QRCoder;

namespace IGSendMail.Web.Features.Accounts;

/// <summary>A QR code as the path of an SVG picture, so that pages carry it without a file, a script or a style.</summary>
/// <param name="Side">Width and height in modules, the quiet zone included.</param>
/// <param name="Path">The dark modules.</param>
public sealed record QrPicture(int Side, string Path)
{
    /// <summary>The picture of a text.</summary>
    public static QrPicture Of(string text)
    {
        using var generator = new QRCodeGenerator();
        using var code = generator.CreateQrCode(text, QRCodeGenerator.ECCLevel.M);
        var path = new StringBuilder();
        for (var y = 0; y < code.ModuleMatrix.Count; y++)
        {
            var row = code.ModuleMatrix[y];
            for (var x = 0; x < row.Length; x++)
            {
                var start = x;
                while (x < row.Length && row[x])
                {
                    x++;
                }

                if (x > start)
                {
                    path.Append(CultureInfo.InvariantCulture, $"M{start} {y}h{x - start}v1H{start}z");
                }
            }
        }

        return new QrPicture(code.ModuleMatrix.Count, path.ToString());
    }
}
