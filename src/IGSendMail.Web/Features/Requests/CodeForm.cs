using IGSendMail.Privacy.Letters;
using Microsoft.AspNetCore.Mvc.ModelBinding;
using Microsoft.AspNetCore.Mvc.ModelBinding.Validation;

namespace IGSendMail.Web.Features.Requests;

/// <summary>The code of the letter, typed in where one asked.</summary>
public sealed class CodeForm
{
    /// <summary>Eight digits, with or without a space.</summary>
    public string? Code { get; set; }

    /// <summary>The e-mail with the code, if it cannot be delivered.</summary>
    [BindNever]
    [ValidateNever]
    public LetterTrouble? Trouble { get; set; }

    /// <summary>False in a browser that keeps no cookies: the code works in the one that asked, which is told by a cookie.</summary>
    [BindNever]
    [ValidateNever]
    public bool CanBeUsed { get; set; } = true;
}
