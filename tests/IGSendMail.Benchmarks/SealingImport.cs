namespace IGSendMail.Benchmarks;

/// <summary>What sealing costs an import.</summary>
internal sealed class SealingImport : IBenchmark
{
    public string Name => "sealing-import";

    public string Measures => "an import sealed and in clear text; rows";

    public int StandardSize => 200_000;

    public Task RunAsync(int size, TextWriter output, CancellationToken cancellation) =>
        SealingWork.CompareAsync(work => work.ImportAsync(size, cancellation), size, output);
}
