using System.Reflection;
using System.Runtime.CompilerServices;
using IGSendMail.Platform;
using IGSendMail.Privacy.Settings;
using IGSendMail.Storage;
using Microsoft.AspNetCore.Mvc;

namespace IGSendMail.Web.Tests.House;

/// <summary>
/// Two keys of different meaning in one signature can be passed the wrong way round, and the compiler says nothing: one of them
/// has a type of its own then, such as OfficerId or ListKey.
/// </summary>
public sealed class TypedIdTests
{
    private static readonly Assembly[] House =
        [typeof(StorageModel).Assembly, typeof(SiteOptions).Assembly, typeof(PlatformRegistration).Assembly, typeof(Program).Assembly];

    [Fact]
    public void No_method_takes_two_keys_that_could_be_swapped() => Assert.Empty(House
        .SelectMany(a => a.GetTypes())
        // The routes name what a page takes.
        .Where(t => !IsMadeByCompiler(t) && !typeof(ControllerBase).IsAssignableFrom(t))
        .SelectMany(t => t.GetMethods(
            BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.Instance | BindingFlags.DeclaredOnly))
        .Where(m => !m.Name.Contains('<', StringComparison.Ordinal) && !m.IsDefined(typeof(CompilerGeneratedAttribute)))
        .Where(m => m.GetParameters().Count(p => p.ParameterType == typeof(Guid) || p.ParameterType == typeof(Guid?)) > 1)
        .Select(m => $"{m.DeclaringType!.FullName}.{m.Name}")
        .Order(StringComparer.Ordinal));

    private static bool IsMadeByCompiler(Type type) =>
        type.IsDefined(typeof(CompilerGeneratedAttribute)) || (type.DeclaringType is { } outer && IsMadeByCompiler(outer));
}
