using IGSendMail.Privacy.Letters;
using IGSendMail.Privacy.Settings;

namespace IGSendMail.MixedWork;

/// <summary>A letter of these trials.</summary>
public sealed record OrderLetter(string ToAddress, string? ToName) : Letter(ToAddress, ToName);

/// <summary>The letters of these trials.</summary>
public static class OrderLetters
{
    /// <inheritdoc cref="OrderLetter" />
    public static readonly LetterKind Order = LetterKind.Of<OrderLetter, OrderTemplate>("OrderLetter");
}

internal sealed class OrderTemplate : LetterTemplate<OrderLetter>
{
    protected override string Subject(OrderLetter letter, SiteOptions site) => "A trial";

    protected override IEnumerable<string> Paragraphs(OrderLetter letter, SiteOptions site) => ["An order was written."];
}
