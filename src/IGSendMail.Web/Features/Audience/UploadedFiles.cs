using IGSendMail.Platform.Audience;
using IGSendMail.Web.Features.Shared;
using Microsoft.AspNetCore.Mvc;

namespace IGSendMail.Web.Features.Audience;

/// <summary>Takes the file that comes with a form, or says at its field why it was not taken.</summary>
public sealed class UploadedFiles(Uploads uploads, UploadOrders orders, AudienceOptions options)
{
    /// <summary>Text fields and part headers come on top of the file itself.</summary>
    private const long FormBytes = 256 * 1024;

    /// <summary>The largest file, in words.</summary>
    public string Limit => UploadWords.Megabytes(options.MaxUploadBytes);

    /// <summary>A number for a form, by which it is known again when it is sent twice.</summary>
    public string Order(Controller controller) => orders.New(controller.User.AccountId());

    /// <summary>As <see cref="TakeAsync(Controller, string, CancellationToken)"/>; the same file, sent again with the same form and name, is the same upload.</summary>
    public async Task<UploadedFile?> TakeAsync(Controller controller, string field, string? order, string? name, CancellationToken cancellation) =>
        await TakeAsync(controller, field, cancellation) is { } file ? orders.Name(file, controller.User.AccountId(), order, name) : null;

    /// <summary>The file, kept; null if it was not taken, and the field says why.</summary>
    public async Task<UploadedFile?> TakeAsync(Controller controller, string field, CancellationToken cancellation)
    {
        try
        {
            if (controller.Request.ContentLength > options.MaxUploadBytes + FormBytes)
            {
                throw new UploadRefusedException(UploadRefusal.TooLarge);
            }

            return controller.HttpContext.Features.Get<UploadBody>()?.File is { } content
                ? await uploads.SaveAsync(controller.User.AccountId(), content, cancellation)
                : throw new UploadRefusedException(UploadRefusal.Missing);
        }
        catch (UploadRefusedException refused)
        {
            controller.ModelState.AddModelError(field, UploadWords.Of(refused.Why, options));
            return null;
        }
    }
}
