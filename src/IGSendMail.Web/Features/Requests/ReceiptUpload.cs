using IGSendMail.Privacy.Erasure;
using IGSendMail.Web.Features.Shared;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.ViewFeatures;

namespace IGSendMail.Web.Features.Requests;

/// <summary>
/// Reads the form of the receipt page before anything else looks at it: wholly in memory, never into a temporary file,
/// and no more than a few receipts' worth. What is larger or broken gets the page with an answer.
/// </summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class ReceiptUploadAttribute : Attribute, IAsyncAuthorizationFilter, IOrderedFilter, ITakesFiles
{
    private const int MostInOnePart = 4 * SignedReceipt.MostBytes;
    private const int MostInAll = 2 * MostInOnePart;

    /// <summary>Before the antiforgery filter (1000), which looks into the form.</summary>
    public int Order => 0;

    /// <inheritdoc />
    public async Task OnAuthorizationAsync(AuthorizationFilterContext context)
    {
        var http = context.HttpContext;
        if (http.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } limit)
        {
            limit.MaxRequestBodySize = MostInAll;
        }

        if (!http.Request.HasFormContentType)
        {
            return;
        }

        http.Features.Set<IFormFeature>(new FormFeature(http.Request, new FormOptions
        {
            MemoryBufferThreshold = MostInAll,
            MultipartBodyLengthLimit = MostInOnePart,
            ValueLengthLimit = MostInOnePart,
            ValueCountLimit = 10,
        }));
        try
        {
            await http.Request.ReadFormAsync(http.RequestAborted);
        }
        catch (Exception broken) when (broken is InvalidDataException or IOException or InvalidOperationException or NotSupportedException or ArgumentException)
        {
            http.Request.Form = FormCollection.Empty;
            context.Result = await AnswerAsync(http);
        }
    }

    private static async Task<ViewResult> AnswerAsync(HttpContext http)
    {
        var keys = await http.RequestServices.GetRequiredService<ReceiptSigner>().KeysAsync(http.RequestAborted);
        return new ViewResult
        {
            ViewName = ReceiptCheckPage.View,
            StatusCode = StatusCodes.Status413PayloadTooLarge,
            ViewData = new ViewDataDictionary<ReceiptCheckPage>(
                http.RequestServices.GetRequiredService<IModelMetadataProvider>(), new ModelStateDictionary())
            {
                Model = new(keys, new ReceiptVerdict(
                    ReceiptFinding.Unreadable,
                    $"What you sent is far larger than a receipt, or broke off on its way. No receipt is larger than {SignedReceipt.MostBytes / 1024} KB.")),
            },
        };
    }
}
