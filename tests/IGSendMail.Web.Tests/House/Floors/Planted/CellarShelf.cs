namespace IGSendMail.Web.Tests.House.Floors.Planted.Cellar.Shelf;

/// <summary>A child namespace sees its parent without a line that says so.</summary>
public sealed class ShelfThing
{
    public CellarThing Thing { get; } = new();
}
