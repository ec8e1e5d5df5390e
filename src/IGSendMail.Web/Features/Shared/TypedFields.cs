namespace IGSendMail.Web.Features.Shared;

/// <summary>A page on which somebody types: what stands around its form must not open the page anew.</summary>
internal sealed class TypedFields;
