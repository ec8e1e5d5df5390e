using IGSendMail.Privacy.Letters;
using IGSendMail.Privacy.Settings;

namespace IGSendMail.Wishes;

/// <summary>Thanks for a wish. It does not repeat it: whoever reads the mailbox need not know it.</summary>
/// <param name="SentAt">When the wish was sent.</param>
/// <param name="KeptUntil">When it goes by its age.</param>
public sealed record WishReceivedLetter(string ToAddress, string? ToName, DateTimeOffset SentAt, DateTimeOffset KeptUntil)
    : Letter(ToAddress, ToName);

internal sealed class WishReceivedTemplate : LetterTemplate<WishReceivedLetter>
{
    protected override string Subject(WishReceivedLetter letter, SiteOptions site) => $"{site.Name}: thank you for your wish";

    protected override IEnumerable<string> Paragraphs(WishReceivedLetter letter, SiteOptions site)
    {
        yield return $"Your wish reached us on {letter.SentAt.MomentIn(site)}. A person reads it.";
        yield return $"We delete it on {letter.KeptUntil.DayIn(site)}, or earlier with your account.";
    }
}
