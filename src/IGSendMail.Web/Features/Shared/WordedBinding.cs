using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc.ModelBinding.Metadata;

namespace IGSendMail.Web.Features.Shared;

/// <summary>
/// What cannot be read as the type of a field gets the message that the field has for values it does not take: it names the remedy, which
/// "The value 'x' is not valid" does not.
/// </summary>
internal sealed class WordedBinding : IBindingMetadataProvider
{
    /// <inheritdoc />
    public void CreateBindingMetadata(BindingMetadataProviderContext context)
    {
        if (context.PropertyAttributes?.OfType<ValidationAttribute>().Select(a => a.ErrorMessage).FirstOrDefault(m => m is not null) is not { } message)
        {
            return;
        }

        var messages = new DefaultModelBindingMessageProvider();
        messages.SetAttemptedValueIsInvalidAccessor((_, _) => message);
        messages.SetUnknownValueIsInvalidAccessor(_ => message);
        messages.SetValueIsInvalidAccessor(_ => message);
        messages.SetValueMustNotBeNullAccessor(_ => message);
        messages.SetValueMustBeANumberAccessor(_ => message);
        messages.SetMissingBindRequiredValueAccessor(_ => message);
        messages.SetMissingKeyOrValueAccessor(() => message);
        context.BindingMetadata.ModelBindingMessageProvider = messages;
    }
}
