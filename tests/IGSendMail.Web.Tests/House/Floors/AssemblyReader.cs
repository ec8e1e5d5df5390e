using Mono.Cecil;
using Mono.Cecil.Cil;

namespace IGSendMail.Web.Tests.House.Floors;

/// <summary>
/// Reads from a compiled assembly which type uses which: base types, interfaces, signatures, constraints, generic arguments,
/// method bodies and attributes. What the compiler made of a lambda, an iterator or an async method is counted for the type that
/// it was written in. A constant leaves no trace in compiled code: <see cref="ConstantReader"/> reads those.
/// </summary>
internal static class AssemblyReader
{
    private const string RazorItem = "Microsoft.AspNetCore.Razor.Hosting.RazorCompiledItemAttribute";

    /// <summary>Every use between two types whose names begin with <paramref name="house"/>, each pair once.</summary>
    public static IReadOnlyList<Use> Read(System.Reflection.Assembly assembly, string house = "IGSendMail")
    {
        using var resolver = new DefaultAssemblyResolver();
        foreach (var folder in new[] { assembly, typeof(object).Assembly, typeof(Microsoft.AspNetCore.Http.HttpContext).Assembly }
            .Select(a => Path.GetDirectoryName(a.Location)!).Distinct(StringComparer.Ordinal))
        {
            resolver.AddSearchDirectory(folder);
        }

        using var module = ModuleDefinition.ReadModule(assembly.Location, new ReaderParameters { AssemblyResolver = resolver });
        var views = Views(module);
        return module.GetTypes()
            .Where(type => !IsOfNobody(Outermost(type)))
            .SelectMany(type => Used(type).SelectMany(Parts).Where(used => !IsOfNobody(Outermost(used)))
                .Select(used => (From: Name(type, views), To: Name(used, views))))
            .Where(use => use.From.Type != use.To.Type && Belongs(use.From.Room, house) && Belongs(use.To.Room, house))
            .Distinct()
            .Select(use => new Use(use.From, use.To))
            .OrderBy(use => use.From.Type, StringComparer.Ordinal).ThenBy(use => use.To.Type, StringComparer.Ordinal)
            .ToList();
    }

    private static IEnumerable<TypeReference> Used(TypeDefinition type) =>
    [
        .. type.BaseType is { } parent ? [parent] : Array.Empty<TypeReference>(),
        .. type.Interfaces.SelectMany(i => (TypeReference[])[i.InterfaceType, .. Attributes(i)]),
        .. Constraints(type),
        .. Attributes(type),
        .. type.Fields.SelectMany(f => (TypeReference[])[f.FieldType, .. Attributes(f)]),
        .. type.Properties.SelectMany(p => (TypeReference[])[p.PropertyType, .. Attributes(p)]),
        .. type.Events.SelectMany(e => (TypeReference[])[e.EventType, .. Attributes(e)]),
        .. type.Methods.SelectMany(Used),
    ];

    private static IEnumerable<TypeReference> Used(MethodDefinition method) =>
    [
        .. Signature(method),
        .. Constraints(method),
        .. Attributes(method),
        .. Attributes(method.MethodReturnType),
        .. method.Parameters.SelectMany(Attributes),
        .. method.Overrides.SelectMany(Signature),
        .. method.HasBody ? Used(method.Body) : [],
    ];

    private static IEnumerable<TypeReference> Used(MethodBody body) =>
    [
        .. body.Variables.Select(v => v.VariableType),
        .. body.ExceptionHandlers.Select(h => h.CatchType).OfType<TypeReference>(),
        .. body.Instructions.SelectMany(i => i.Operand switch
        {
            TypeReference type => [type],
            FieldReference field => [field.DeclaringType, field.FieldType],
            MethodReference called => Signature(called),
            CallSite site => [site.ReturnType, .. site.Parameters.Select(p => p.ParameterType)],
            _ => Enumerable.Empty<TypeReference>(),
        }),
    ];

    private static IEnumerable<TypeReference> Signature(MethodReference method) =>
    [
        .. method.DeclaringType is { } declaring ? [declaring] : Array.Empty<TypeReference>(),
        method.ReturnType,
        .. method.Parameters.Select(p => p.ParameterType),
        .. method is GenericInstanceMethod generic ? generic.GenericArguments : [],
    ];

    private static IEnumerable<TypeReference> Constraints(IGenericParameterProvider provider) => provider.GenericParameters
        .SelectMany(p => (TypeReference[])[.. p.Constraints.Select(c => c.ConstraintType), .. Attributes(p)]);

    private static IEnumerable<TypeReference> Attributes(ICustomAttributeProvider provider) => provider.CustomAttributes
        .SelectMany(a => (TypeReference[])
        [
            a.AttributeType,
            .. a.ConstructorArguments.SelectMany(Values),
            .. a.Properties.Concat(a.Fields).SelectMany(n => Values(n.Argument)),
        ]);

    private static IEnumerable<TypeReference> Values(CustomAttributeArgument argument) => argument.Value switch
    {
        TypeReference type => [argument.Type, type],
        CustomAttributeArgument boxed => Values(boxed),
        CustomAttributeArgument[] many => many.SelectMany(Values).Prepend(argument.Type),
        _ => [argument.Type],
    };

    /// <summary>A type as it is written taken apart: arrays, references, modifiers and generic arguments.</summary>
    private static IEnumerable<TypeReference> Parts(TypeReference type) => type switch
    {
        GenericParameter => [],
        GenericInstanceType generic => [.. Parts(generic.ElementType), .. generic.GenericArguments.SelectMany(Parts)],
        IModifierType modified => [.. Parts(modified.ModifierType), .. Parts(modified.ElementType)],
        FunctionPointerType pointer => [.. Parts(pointer.ReturnType), .. pointer.Parameters.SelectMany(p => Parts(p.ParameterType))],
        TypeSpecification specified => Parts(specified.ElementType),
        _ => [type],
    };

    private static TypeReference Outermost(TypeReference type)
    {
        while (type.DeclaringType is { } outer)
        {
            type = outer;
        }

        return type;
    }

    private static RoomType Name(TypeReference type, Dictionary<string, string> views)
    {
        var outermost = Outermost(type);
        return views.TryGetValue(outermost.FullName, out var room)
            ? new RoomType(room, outermost.FullName)
            // A type without a namespace (Program of top-level statements) stands in the assembly's own room.
            : new RoomType(outermost.Namespace.Length > 0 ? outermost.Namespace : outermost.Scope switch
            {
                ModuleDefinition module => module.Assembly.Name.Name,
                AssemblyNameReference other => other.Name,
                _ => "",
            }, outermost.FullName);
    }

    /// <summary>Helpers that the compiler makes for a whole assembly (anonymous types, inlined data) have no author.</summary>
    private static bool IsOfNobody(TypeReference outermost) =>
        outermost.Namespace.Length == 0 && outermost.Name.StartsWith('<');

    private static bool Belongs(string room, string house) =>
        room.Equals(house, StringComparison.Ordinal) || room.StartsWith(house + ".", StringComparison.Ordinal);

    /// <summary>Razor compiles all views into one namespace; a view belongs to the room of the folder that it lies in.</summary>
    private static Dictionary<string, string> Views(ModuleDefinition module) => module.Assembly.CustomAttributes
        .Where(a => a.AttributeType.FullName == RazorItem)
        .ToDictionary(
            a => ((TypeReference)a.ConstructorArguments[0].Value).FullName,
            a => module.Assembly.Name.Name
                + Path.GetDirectoryName((string)a.ConstructorArguments[2].Value)!.Replace('\\', '/').Replace('/', '.').TrimEnd('.'),
            StringComparer.Ordinal);
}
