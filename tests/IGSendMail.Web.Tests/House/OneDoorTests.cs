using System.Text.RegularExpressions;

namespace IGSendMail.Web.Tests.House;

/// <summary>What must be asked before something is done is asked in one place, through which all come.</summary>
public sealed partial class OneDoorTests
{
    [Fact]
    public void Only_one_place_puts_people_on_lists() => Assert.Equal(
        ["src/IGSendMail.Platform/Audience/ListedPeople.cs"],
        Repository.Files("src", "*.cs").Where(file => Repository.Lines(file).Any(line => MakesSubscriber().IsMatch(line))));

    [Theory]
    [InlineData("            db.Add(new Subscriber", true)]
    [InlineData("        var person = new Subscriber { AccountId = account };", true)]
    [InlineData("            var content = new SubscriberContent(address, attributes);", false)]
    public void Making_a_person_is_told_from_its_parts(string line, bool isMaking) => Assert.Equal(isMaking, MakesSubscriber().IsMatch(line));

    [GeneratedRegex(@"\bnew (Platform\.Audience\.)?Subscriber\b(?!\.)", RegexOptions.None, 10_000)]
    private static partial Regex MakesSubscriber();
}
