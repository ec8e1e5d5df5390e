namespace IGSendMail.Privacy.Policy;

/// <summary>One version of the privacy policy: a text and the commitments it makes.</summary>
public sealed class PolicyVersion
{
    /// <summary>Its name, such as <c>2026-01</c>.</summary>
    public required string Version { get; init; }

    /// <summary>The day it was published.</summary>
    public required DateOnly Published { get; init; }

    /// <summary>The day it takes effect (from its start in <c>Site:TimeZone</c>).</summary>
    public required DateOnly Effective { get; init; }

    /// <summary>The day by which it must be looked at again.</summary>
    public required DateOnly Review { get; init; }

    /// <summary>True if people must be told before it takes effect.</summary>
    public required bool Material { get; init; }

    /// <summary>What changed, in a sentence or two.</summary>
    public required string Summary { get; init; }

    /// <summary>Its figures.</summary>
    public required Commitments Commitments { get; init; }

    /// <summary>The thirteen clauses in order.</summary>
    public required IReadOnlyList<PolicyClause> Clauses { get; init; }
}

/// <summary>One numbered part of a policy version, as the page shows it.</summary>
/// <param name="Number">1 to 13; fixed, others link to it.</param>
/// <param name="Anchor">The stable anchor in the page, such as <c>data-retention</c>.</param>
/// <param name="Title">Its title.</param>
/// <param name="InShort">The clause in one or two short sentences, or null.</param>
/// <param name="Html">Its text, rendered from Markdown with raw HTML disabled and all placeholders filled.</param>
/// <param name="PlainText">The same as plain text, for comparison and search.</param>
public sealed record PolicyClause(int Number, string Anchor, string Title, string? InShort, string Html, string PlainText);
