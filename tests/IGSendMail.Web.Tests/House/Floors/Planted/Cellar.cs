using System.ComponentModel;
using IGSendMail.Web.Tests.House.Floors.Planted.Attic;

namespace IGSendMail.Web.Tests.House.Floors.Planted.Cellar;

/// <summary>What stands low and uses nobody.</summary>
public class CellarThing
{
    public const string Constant = "cellar";
}

// One back-arrow a type; what they do is of no interest, only that they are compiled.
public sealed class BaseType : AtticThing;

public sealed class Interface : IAtticThing;

public sealed class Field
{
#pragma warning disable CS0649 // Nobody fills it: only its type is looked at.
    internal AtticThing? Value;
#pragma warning restore CS0649
}

public sealed class Property
{
    public AtticThing? Value { get; set; }
}

public sealed class Parameter
{
    public static bool Is(AtticThing? thing) => thing is null;
}

public sealed class Result
{
    public static AtticThing? Find() => null;
}

public sealed class GenericArgument
{
    public static int Count(IReadOnlyDictionary<string, AtticThing[]>? things) => things is null ? 0 : 1;
}

public sealed class Constraint<T> where T : AtticThing;

public sealed class OnType
{
    [AtticMark]
    internal sealed class Nested;
}

public sealed class OnParameter
{
    public static bool Is([AtticMark] string? text) => text is null;
}

public sealed class TypeInAttribute
{
    [TypeConverter(typeof(AtticThing))]
    public string Text { get; set; } = "";
}

public sealed class TypesInAttribute
{
    [Names(typeof(string), typeof(List<AtticThing>))]
    public string Text { get; set; } = "";
}

public sealed class Body
{
    public static string? Text() => new AtticThing().ToString();
}

public sealed class StaticMember
{
    public static bool Any() => AtticThing.Count > 0;
}

public sealed class TypeInBody
{
    public static string Name() => typeof(AtticThing).Name;
}

public sealed class GenericCall
{
    public static int Count(IEnumerable<object> things) => things.OfType<AtticThing>().Count();
}

public sealed class Catch
{
    public static bool Try(Action act)
    {
        try
        {
            act();
            return true;
        }
        catch (AtticException)
        {
            return false;
        }
    }
}

public sealed class Lambda
{
    public static Func<string> Text(int number) => () => new AtticThing().ToString() + number;
}

public sealed class LocalFunction
{
    public static string Text(int number)
    {
        return Inner() + number;

        string Inner() => new AtticThing().ToString() + number;
    }
}

public sealed class Iterator
{
    public static IEnumerable<string?> Texts()
    {
        yield return "first";
        yield return new AtticThing().ToString();
    }
}

public sealed class AsyncMethod
{
    public static async Task<string?> TextAsync()
    {
        await Task.Yield();
        return new AtticThing().ToString();
    }
}

public sealed class ConstantOfAttic
{
    public static string Text() => AtticThing.Constant;
}

public sealed class NameOfAttic
{
    public static string Text() => nameof(AtticThing.Count);
}

[AttributeUsage(AttributeTargets.All)]
public sealed class NamesAttribute(params Type[] types) : Attribute
{
    public IReadOnlyList<Type> Types => types;
}
