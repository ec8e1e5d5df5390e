namespace IGSendMail.Web.Tests.House.Floors.Planted.Attic;

/// <summary>What stands high. Nothing in the cellar may use it, and every planted type there does.</summary>
public class AtticThing
{
    /// <summary>Compiled into whoever reads it.</summary>
    public const string Constant = "attic";

    public static int Count { get; set; }
}

public interface IAtticThing;

public sealed class AtticException : Exception;

[AttributeUsage(AttributeTargets.All)]
public sealed class AtticMarkAttribute : Attribute;

/// <summary>What an honest room does: it uses rooms beneath.</summary>
public sealed class HonestThing(Cellar.CellarThing thing)
{
    public Cellar.CellarThing Thing => thing;

    public string Name => thing.ToString() ?? Cellar.CellarThing.Constant;
}
