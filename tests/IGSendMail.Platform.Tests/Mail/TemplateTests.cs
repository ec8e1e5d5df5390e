using System.Reflection;
using IGSendMail.Platform.Mail;
using IGSendMail.Privacy.Letters;
using IGSendMail.Privacy.Rooms;

namespace IGSendMail.Platform.Tests.Mail;

public sealed class TemplateTests
{
    private static readonly Assembly[] Rooms = [typeof(PrivacyRegistration).Assembly, typeof(PlatformRegistration).Assembly];

    [Fact]
    public void Every_letter_has_exactly_one_template()
    {
        var letters = Rooms.SelectMany(a => a.GetTypes()).Where(t => !t.IsAbstract && t.IsSubclassOf(typeof(Letter))).ToList();
        Assert.NotEmpty(letters);
        var templates = typeof(ILetterTemplate).Assembly.GetTypes()
            .Where(t => !t.IsAbstract && typeof(ILetterTemplate).IsAssignableFrom(t))
            .Select(t => ((ILetterTemplate)Activator.CreateInstance(t, nonPublic: true)!).LetterType)
            .ToList();

        Assert.Equal(
            letters.Select(t => t.Name).Order(StringComparer.Ordinal), templates.Select(t => t.Name).Order(StringComparer.Ordinal));
    }

    [Fact]
    public void No_two_letters_share_a_name_because_the_outbox_knows_them_by_it()
    {
        var names = Rooms.SelectMany(a => a.GetTypes()).Where(t => t.IsSubclassOf(typeof(Letter))).Select(t => t.Name).ToList();

        Assert.Equal(names.Distinct(StringComparer.Ordinal).Count(), names.Count);
    }
}
