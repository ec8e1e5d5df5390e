using IGSendMail.Privacy.Settings;

namespace IGSendMail.Privacy.Tests.Settings;

/// <summary>Files that people save begin with the name of the site, in a form that every system takes.</summary>
public sealed class SiteOptionsTests
{
    [Theory]
    [InlineData("IGSendMail", "igsendmail-receipt.json")]
    [InlineData("Rund & Brief", "rund---brief-receipt.json")]
    [InlineData("../Größe:1", "---gr--e-1-receipt.json")]
    public void A_name_becomes_the_beginning_of_a_file_name(string name, string file) =>
        Assert.Equal(file, new SiteOptions { Name = name }.FileName("receipt.json"));
}
