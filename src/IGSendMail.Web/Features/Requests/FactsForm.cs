using System.ComponentModel.DataAnnotations;
using IGSendMail.Privacy.Requests;
using Microsoft.AspNetCore.Mvc.ModelBinding;

namespace IGSendMail.Web.Features.Requests;

/// <summary>One more fact about the person, and the declaration of 11 CCR § 7062(c).</summary>
public sealed class FactsForm
{
    /// <summary>Said when the reference is none that we hold.</summary>
    public const string NotOurs = "That is no reference of an earlier request from this address. Check it: it stands in our e-mails, such as AC-7Q4M-92KX.";

    /// <summary>The request that waits for it.</summary>
    [BindNever]
    public string Reference { get; set; } = "";

    /// <summary>Reference of an earlier request.</summary>
    [Required(ErrorMessage = "Enter the reference of an earlier request of yours, or choose the categories below.")]
    [StringLength(40, ErrorMessage = NotOurs)]
    public string? Earlier { get; set; }

    /// <summary>The declaration.</summary>
    [Range(typeof(bool), "true", "true", ErrorMessage = "Tick the declaration: California asks for it before data is handed out.")]
    public bool Declared { get; set; }

    /// <summary>What came of it.</summary>
    public static string Words(FactsAnswer answer) => answer switch
    {
        FactsAnswer.Right => "Thank you, that is one of yours. We collect the data itself now.",
        FactsAnswer.Narrowed => "We answer with the categories: which kinds of data we hold, why, and who receives them.",
        _ => "Nothing was changed: the question is settled already.",
    };
}
