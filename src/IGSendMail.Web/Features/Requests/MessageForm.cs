using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.ModelBinding.Validation;

namespace IGSendMail.Web.Features.Requests;

/// <summary>What a person writes to a customer to whom their request was passed on.</summary>
public sealed class MessageForm
{
    /// <summary>The customer.</summary>
    public Guid To { get; set; }

    /// <summary>The person's words.</summary>
    public string? Words { get; set; }

    /// <summary>Name of the customer.</summary>
    [BindNever]
    [ValidateNever]
    public string Company { get; set; } = "";

    /// <summary>The request.</summary>
    [BindNever]
    [ValidateNever]
    public string Reference { get; set; } = "";
}
