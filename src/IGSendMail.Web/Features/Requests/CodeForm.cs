namespace IGSendMail.Web.Features.Requests;

/// <summary>The code of the letter, typed in where one asked.</summary>
public sealed class CodeForm
{
    /// <summary>Eight digits, with or without a space.</summary>
    public string? Code { get; set; }
}
