namespace IGSendMail.Web.Features.Shared;

/// <summary>One answer of a <c>choices</c> group.</summary>
/// <param name="Value">What the form sends.</param>
/// <param name="Label">What people read.</param>
/// <param name="Hint">One sentence that helps to choose, or null.</param>
public sealed record Choice(string Value, string Label, string? Hint = null);
