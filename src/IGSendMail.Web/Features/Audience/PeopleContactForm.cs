using System.ComponentModel.DataAnnotations;
using IGSendMail.Platform.Accounts;

namespace IGSendMail.Web.Features.Audience;

/// <summary>How people on a customer's lists reach the customer.</summary>
public sealed class PeopleContactForm : IValidatableObject
{
    /// <summary>An e-mail address or a page; empty to take it away.</summary>
    public string? Contact { get; set; }

    /// <inheritdoc />
    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (PeopleContacts.Read(Contact).Problem is { } problem)
        {
            yield return new ValidationResult(problem, [nameof(Contact)]);
        }
    }
}
