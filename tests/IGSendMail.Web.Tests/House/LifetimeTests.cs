using System.Reflection;
using IGSendMail.Privacy.Policy;
using IGSendMail.Testing;
using Microsoft.Extensions.DependencyInjection;

namespace IGSendMail.Web.Tests.House;

/// <summary>The policy can change while the site runs, so nothing that lives as long as the site may keep a part of it.</summary>
public sealed class LifetimeTests
{
    private static readonly HashSet<Type> Exchanged =
        [typeof(PolicySnapshot), typeof(PolicyContent), typeof(PolicyVersion), typeof(Commitments), typeof(PromiseSchedule), typeof(SubprocessorRegister)];

    [Fact]
    public void Nothing_that_lives_as_long_as_the_site_keeps_a_part_of_the_policy()
    {
        List<ServiceDescriptor> all = [];
        using var site = new TestSite().WithServices(services => all.AddRange(services));
        _ = site.Services;
        var ours = all.Where(d => d is { Lifetime: ServiceLifetime.Singleton, IsKeyedService: false })
            .Select(d => d.ImplementationInstance?.GetType() ?? d.ImplementationType ?? d.ServiceType)
            .Where(t => t.Assembly.GetName().Name!.StartsWith("IGSendMail", StringComparison.Ordinal) && t != typeof(PolicyShelf))
            .ToList();
        Assert.True(ours.Count > 50, $"only {ours.Count} services were looked at");

        Assert.Empty(ours.Where(t => Exchanged.Contains(t)));
        Assert.Empty(ours.SelectMany(t => FieldsOf(t).Where(f => Keeps(f.FieldType)).Select(f => $"{t}.{f.Name}")));
    }

    private static IEnumerable<FieldInfo> FieldsOf(Type type) => type.GetFields(
        BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic);

    private static bool Keeps(Type field) => Exchanged.Contains(field)
        || (field.GetElementType() is { } element && Keeps(element))
        || field.GetGenericArguments().Any(Keeps);
}
