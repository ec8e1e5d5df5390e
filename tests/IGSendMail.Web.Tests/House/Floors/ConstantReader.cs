using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace IGSendMail.Web.Tests.House.Floors;

/// <summary>
/// Reads from the sources what compiling replaces by a value, so that <see cref="AssemblyReader"/> cannot see it: constants,
/// members of enumerations and names taken by <c>nameof</c>.
/// </summary>
internal static class ConstantReader
{
    /// <summary>Every use of a value between two types of the house, each pair once.</summary>
    /// <param name="folder">Where the sources of <paramref name="assembly"/> lie, relative to the repository's root.</param>
    public static IReadOnlyList<Use> Read(string folder, System.Reflection.Assembly assembly, string house = "IGSendMail")
    {
        var sources = Repository.Files(folder, "*.cs").Select(f => CSharpSyntaxTree.ParseText(Repository.Text(f), path: f)).ToList();
        // The code under test is read against the libraries that this process itself runs with.
        var libraries = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator)
            .Where(f => !f.Equals(assembly.Location, StringComparison.Ordinal))
            .Select(f => MetadataReference.CreateFromFile(f));
        var compilation = CSharpCompilation.Create(assembly.GetName().Name, [Implicit, .. sources], libraries);

        return sources.SelectMany(tree => Values(tree, compilation.GetSemanticModel(tree)))
            .Where(use => use.From.Type != use.To.Type && IsOf(use.From.Room, house) && IsOf(use.To.Room, house))
            .Distinct()
            .OrderBy(use => use.From.Type, StringComparer.Ordinal).ThenBy(use => use.To.Type, StringComparer.Ordinal)
            .ToList();
    }

    /// <summary>The usings that the build adds by itself.</summary>
    private static SyntaxTree Implicit => CSharpSyntaxTree.ParseText("""
        global using System; global using System.Collections.Generic; global using System.IO; global using System.Linq;
        global using System.Net.Http; global using System.Threading; global using System.Threading.Tasks;
        """);

    private static IEnumerable<Use> Values(SyntaxTree tree, SemanticModel model)
    {
        foreach (var name in tree.GetRoot().DescendantNodes().OfType<SimpleNameSyntax>())
        {
            var symbols = model.GetSymbolInfo(name);
            var symbol = symbols.Symbol ?? symbols.CandidateSymbols.FirstOrDefault();
            var owner = symbol switch
            {
                IFieldSymbol { IsConst: true } constant => constant.ContainingType,
                INamedTypeSymbol type when IsInNameOf(name) => type,
                { ContainingType: { } type } when IsInNameOf(name) => type,
                _ => null,
            };
            if (owner is not null && Enclosing(name) is { } at && model.GetDeclaredSymbol(at) is INamedTypeSymbol user)
            {
                yield return new Use(Outermost(user), Outermost(owner));
            }
        }
    }

    private static bool IsInNameOf(SyntaxNode name) => name.Ancestors().OfType<InvocationExpressionSyntax>()
        .Any(call => call.Expression is IdentifierNameSyntax { Identifier.ValueText: "nameof" });

    /// <summary>The type that a name is written in; an attribute on a type stands inside it too.</summary>
    private static SyntaxNode? Enclosing(SyntaxNode name) => name.Ancestors()
        .FirstOrDefault(a => a is BaseTypeDeclarationSyntax or DelegateDeclarationSyntax);

    private static RoomType Outermost(INamedTypeSymbol type)
    {
        while (type.ContainingType is { } outer)
        {
            type = outer;
        }

        var room = type.ContainingNamespace.IsGlobalNamespace ? "" : type.ContainingNamespace.ToDisplayString();
        return new RoomType(room, room.Length == 0 ? type.MetadataName : $"{room}.{type.MetadataName}");
    }

    private static bool IsOf(string room, string house) =>
        room.Equals(house, StringComparison.Ordinal) || room.StartsWith(house + ".", StringComparison.Ordinal);
}
