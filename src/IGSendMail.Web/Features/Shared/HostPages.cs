namespace IGSendMail.Web.Features.Shared;

/// <summary>Pages of the site around the pages about people's data, which those lead to. The site says where they are.</summary>
/// <param name="Home">The first page.</param>
/// <param name="SignIn">Where people sign in.</param>
/// <param name="ForgottenPassword">Where they get back in who have no password any more.</param>
/// <param name="PassedOn">Where customers see requests of people that were passed on to them; the key of one may follow.</param>
public sealed record HostPages(string Home, string SignIn, string ForgottenPassword, string PassedOn);
