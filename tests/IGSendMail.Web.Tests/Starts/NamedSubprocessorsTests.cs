using System.Net;
using IGSendMail.Web.Features.Shared;

namespace IGSendMail.Web.Tests.Starts;

/// <summary>Production does not serve while its register of sub-processors leaves open who receives people's data.</summary>
public sealed class NamedSubprocessorsTests : IDisposable
{
    private readonly ProductionPlace _place = new();

    public void Dispose() => _place.Dispose();

    [Fact]
    public async Task The_register_of_the_demonstration_is_refused_with_what_is_open_and_what_to_do()
    {
        await _place.MigrateAsync();

        var ended = await _place.RunAsync(_place.With(("Policy__Subprocessors", null)));

        ended.MustName("Policy:Subprocessors", "country of “Stripe”", "name of “Infrastructure, for the delivery of our services”", "subprocessors.yaml");
    }

    [Fact]
    public async Task One_fact_left_open_is_enough()
    {
        await _place.MigrateAsync();
        var file = Path.Combine(_place.Folder, "subprocessors.yaml");
        await File.WriteAllTextAsync(
            file, (await File.ReadAllTextAsync(ProductionPlace.Subprocessors)).Replace("Iceland", "configured by the operator", StringComparison.Ordinal));

        (await _place.RunAsync(_place.With(("Policy__Subprocessors", file)))).MustName("Policy:Subprocessors", "country of “Harbour Hosting”");
    }

    [Fact]
    public async Task A_file_that_is_not_there_is_named()
    {
        var missing = Path.Combine(_place.Folder, "elsewhere.yaml");

        (await _place.RunAsync(_place.With(("Policy__Subprocessors", missing)), "database", "migrate")).MustName(missing, "Policy:Subprocessors");
    }

    [Fact]
    public async Task Named_in_full_it_serves_and_the_page_says_who()
    {
        await _place.MigrateAsync();
        await _place.ServeAsync(_place.With(), async visitor =>
        {
            using var answer = await visitor.GetAsync(new Uri(PrivacyRoutes.Subprocessors, UriKind.Relative));
            var page = await answer.Content.ReadAsStringAsync();
            Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
            Assert.Contains("Harbour Hosting", page, StringComparison.Ordinal);
            Assert.DoesNotContain("demonstration", page, StringComparison.Ordinal);
        });
    }
}
