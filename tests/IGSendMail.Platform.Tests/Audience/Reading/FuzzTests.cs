using IGSendMail.Platform.Audience.Reading;
using Xunit.Abstractions;

namespace IGSendMail.Platform.Tests.Audience.Reading;

/// <summary>
/// Generated and mutated files. The short form runs each time; the full one is in docs/performance.md
/// (<c>IGSENDMAIL_FILES=1000000</c>, <c>IGSENDMAIL_SEED</c> chooses where it begins).
/// </summary>
[Collection(Alone.Name)]
public sealed class FuzzTests(ITestOutputHelper output)
{
    private static int Files => int.Parse(Environment.GetEnvironmentVariable("IGSENDMAIL_FILES") ?? "4000");

    private static int FirstSeed => int.Parse(Environment.GetEnvironmentVariable("IGSENDMAIL_SEED") ?? "1");

    [Fact]
    public async Task No_file_throws_grows_without_bound_or_makes_a_person_of_what_is_no_email_cell()
    {
        var (read, refused, people, most) = (0, 0, 0L, 0L);
        var before = GC.GetTotalMemory(forceFullCollection: true);
        for (var seed = FirstSeed; seed < FirstSeed + Files; seed++)
        {
            var file = FuzzFile.Of(seed);
            try
            {
                var found = await ReadFile.OfAsync(file.Bytes);
                read++;
                people += found.People.Count();
                file.Judge(found);
            }
            catch (UnreadableFileException unreadable) when (!file.MustBeRead)
            {
                Assert.EndsWith(".", unreadable.Message, StringComparison.Ordinal);
                refused++;
            }
            catch (Exception failed)
            {
                throw new InvalidOperationException($"Seed {seed} ({file.What}): {failed.Message}", failed);
            }

            most = seed % 500 == 0 ? Math.Max(most, GC.GetTotalMemory(forceFullCollection: true)) : most;
        }

        output.WriteLine($"{read:N0} files read, {refused:N0} refused with a reason, {people:N0} people; at most {(most - before) / 1024 / 1024} MB more alive");
        Assert.True(most - before < 100 * 1024 * 1024);
        Assert.True(people > 0);
    }
}
