namespace IGSendMail.Web.Features.Accounts;

/// <summary>
/// A sentence for the page where people sign in, or null. There is one in the demonstration alone, for its officer has no app.
/// </summary>
public delegate Task<string?> SignInHint(CancellationToken cancellation);
