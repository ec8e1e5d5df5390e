namespace IGSendMail.Benchmarks;

/// <summary>What sealing costs an export package.</summary>
internal sealed class SealingExport : IBenchmark
{
    public string Name => "sealing-export";

    public string Measures => "an export package sealed and in clear text; rows";

    public int StandardSize => 200_000;

    public Task RunAsync(int size, TextWriter output, CancellationToken cancellation) => SealingWork.CompareAsync(
        async work =>
        {
            await work.ImportAsync(size, cancellation);
            return await work.ExportAsync(cancellation);
        },
        size, output);
}
