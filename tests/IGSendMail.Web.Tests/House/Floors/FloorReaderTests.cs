using PlantedAttic = IGSendMail.Web.Tests.House.Floors.Planted.Attic;
using PlantedCellar = IGSendMail.Web.Tests.House.Floors.Planted.Cellar;

namespace IGSendMail.Web.Tests.House.Floors;

/// <summary>The reader of floors finds every kind of arrow that points up, seen on arrows planted in this assembly.</summary>
public sealed class FloorReaderTests
{
    private const string Root = "IGSendMail.Web.Tests.House.Floors.Planted";

    private static readonly FloorTable Planted = new(Root, ["Cellar.Shelf"], ["Cellar"], ["Attic"]);
    private static readonly FloorTable ShelfAboveCellar = new(Root, ["Cellar"], ["Cellar.Shelf"], ["Attic"]);

    private static readonly IReadOnlyList<Use> Uses = AssemblyReader.Read(typeof(FloorReaderTests).Assembly, Root);
    private static readonly IReadOnlyList<Use> Constants = ConstantReader.Read(
        "tests/IGSendMail.Web.Tests/House/Floors/Planted", typeof(FloorReaderTests).Assembly, Root);

    /// <summary>Each planted type with the type of the attic that it uses.</summary>
    public static TheoryData<Type, Type> SeenInCompiledCode => new()
    {
        { typeof(PlantedCellar.BaseType), typeof(PlantedAttic.AtticThing) },
        { typeof(PlantedCellar.Interface), typeof(PlantedAttic.IAtticThing) },
        { typeof(PlantedCellar.Field), typeof(PlantedAttic.AtticThing) },
        { typeof(PlantedCellar.Property), typeof(PlantedAttic.AtticThing) },
        { typeof(PlantedCellar.Parameter), typeof(PlantedAttic.AtticThing) },
        { typeof(PlantedCellar.Result), typeof(PlantedAttic.AtticThing) },
        { typeof(PlantedCellar.GenericArgument), typeof(PlantedAttic.AtticThing) },
        { typeof(PlantedCellar.Constraint<>), typeof(PlantedAttic.AtticThing) },
        { typeof(PlantedCellar.OnType), typeof(PlantedAttic.AtticMarkAttribute) },
        { typeof(PlantedCellar.OnParameter), typeof(PlantedAttic.AtticMarkAttribute) },
        { typeof(PlantedCellar.TypeInAttribute), typeof(PlantedAttic.AtticThing) },
        { typeof(PlantedCellar.TypesInAttribute), typeof(PlantedAttic.AtticThing) },
        { typeof(PlantedCellar.Body), typeof(PlantedAttic.AtticThing) },
        { typeof(PlantedCellar.StaticMember), typeof(PlantedAttic.AtticThing) },
        { typeof(PlantedCellar.TypeInBody), typeof(PlantedAttic.AtticThing) },
        { typeof(PlantedCellar.GenericCall), typeof(PlantedAttic.AtticThing) },
        { typeof(PlantedCellar.Catch), typeof(PlantedAttic.AtticException) },
        { typeof(PlantedCellar.Lambda), typeof(PlantedAttic.AtticThing) },
        { typeof(PlantedCellar.LocalFunction), typeof(PlantedAttic.AtticThing) },
        { typeof(PlantedCellar.Iterator), typeof(PlantedAttic.AtticThing) },
        { typeof(PlantedCellar.AsyncMethod), typeof(PlantedAttic.AtticThing) },
    };

    /// <summary>What the compiler replaces by a value.</summary>
    public static TheoryData<Type, Type> SeenInSourceOnly => new()
    {
        { typeof(PlantedCellar.ConstantOfAttic), typeof(PlantedAttic.AtticThing) },
        { typeof(PlantedCellar.NameOfAttic), typeof(PlantedAttic.AtticThing) },
    };

    [Theory]
    [MemberData(nameof(SeenInCompiledCode))]
    public void An_arrow_that_points_up_is_named_with_both_types(Type from, Type to) =>
        Assert.Contains($"{from.FullName} (floor 2) uses {to.FullName} (floor 3)", Planted.Breaches(Uses));

    [Theory]
    [MemberData(nameof(SeenInSourceOnly))]
    public void A_value_taken_from_a_higher_room_is_named_although_compiled_code_hides_it(Type from, Type to)
    {
        Assert.DoesNotContain(Uses, u => u.From.Type == from.FullName);
        Assert.Contains($"{from.FullName} (floor 2) uses {to.FullName} (floor 3)", Planted.Breaches(Constants));
    }

    [Fact]
    public void A_child_namespace_is_a_room_of_its_own_and_may_not_use_its_parent_unless_it_stands_above()
    {
        const string Child = $"{Root}.Cellar.Shelf.ShelfThing (floor 1) uses {Root}.Cellar.CellarThing (floor 2)";

        Assert.Contains(Child, Planted.Breaches(Uses));
        Assert.DoesNotContain(ShelfAboveCellar.Breaches(Uses), b => b.Contains("ShelfThing", StringComparison.Ordinal));
    }

    [Fact]
    public void Nothing_is_said_of_a_room_that_uses_those_beneath_it() => Assert.DoesNotContain(
        ShelfAboveCellar.Breaches([.. Uses, .. Constants]), b => b.Contains(nameof(PlantedAttic.HonestThing), StringComparison.Ordinal));

    [Fact]
    public void A_room_beside_is_not_a_room_beneath() => Assert.Contains(
        $"{Root}.Attic.HonestThing (floor 1) uses {Root}.Cellar.CellarThing (floor 1)",
        new FloorTable(Root, ["Cellar", "Attic", "Cellar.Shelf"]).Breaches(Uses));

    [Fact]
    public void A_room_that_nobody_put_on_a_floor_is_named() => Assert.Contains(
        $"{Root}.Attic.AtticThing: the room {Root}.Attic stands on no floor",
        new FloorTable(Root, ["Cellar"]).Breaches(Uses));

    [Fact]
    public void A_circle_is_told_with_its_rooms_and_a_pair_of_types_for_every_arrow()
    {
        var circle = Assert.Single(Circles.Find(Uses));

        Assert.StartsWith($"{Root}.Attic, {Root}.Cellar: ", circle, StringComparison.Ordinal);
        Assert.Contains($"{Root}.Attic.HonestThing uses {Root}.Cellar.CellarThing", circle, StringComparison.Ordinal);
        Assert.DoesNotContain("Shelf", circle, StringComparison.Ordinal);
    }

    [Fact]
    public void Rooms_that_only_look_down_are_in_no_circle() =>
        Assert.Empty(Circles.Find(Uses.Where(u => !u.From.Room.EndsWith(".Cellar", StringComparison.Ordinal))));
}
