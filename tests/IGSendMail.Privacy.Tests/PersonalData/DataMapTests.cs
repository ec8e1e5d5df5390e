using IGSendMail.Privacy.PersonalData;
using IGSendMail.Privacy.Settings;

namespace IGSendMail.Privacy.Tests.PersonalData;

/// <summary>A place is on the map once.</summary>
public sealed class DataMapTests
{
    [Fact]
    public void Two_places_of_the_program_with_one_key_are_named()
    {
        var wrong = Assert.Throws<InvalidOperationException>(() => new DataMap([], [Place("Letters", "one"), Place("letters", "other")], []));

        Assert.Contains("Letters", wrong.Message, StringComparison.Ordinal);
        Assert.Contains("one; other", wrong.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_setting_that_takes_a_key_of_the_program_is_named()
    {
        var wrong = Assert.Throws<InvalidSettingException>(
            () => new DataMap([], [Place("Letters", "one"), Place("Letters", "other", "RemoteStores:3:Key")], []));

        Assert.Equal("The setting RemoteStores:3:Key may not be \"Letters\": another place is called so.", wrong.Message);
    }

    [Fact]
    public void Two_rules_of_age_about_one_place_are_named()
    {
        var folder = Place("Letters", "one");

        var wrong = Assert.Throws<InvalidOperationException>(
            () => new DataMap([], [folder], [new FolderExpiry(folder), new FolderExpiry(folder)]));

        Assert.Contains("Letters", wrong.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Places_with_keys_of_their_own_are_all_on_the_map() => Assert.Equal(
        ["Letters", "Copies"], new DataMap([], [Place("Letters", "one"), Place("Copies", "other")], []).Stores.Select(s => s.Description.Key));

    private static FolderStore Place(string key, string title, string? setting = null) => new(
        new StoreDescription(key, title, DataCategory.Account, DataOwner.User, ProcessingRole.Controller, 1)
        {
            Purposes = [Purpose.ServiceMessages],
            Basis = LawfulBasis.Contract,
            KeySetting = setting,
        },
        Path.GetTempPath(), CommonPeriods.Bookkeeping, isSealed: false);
}
