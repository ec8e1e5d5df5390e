namespace IGSendMail.Benchmarks;

/// <summary>
/// A measurement on real files that compares with a plain way of doing the same, in the same run, and prints the ratio.
/// Found by scanning.
/// </summary>
internal interface IBenchmark
{
    /// <summary>The word that chooses it on the command line.</summary>
    string Name { get; }

    /// <summary>What it measures, in a line.</summary>
    string Measures { get; }

    /// <summary>The size unless the command line gives another: rows, requests or entries, as <see cref="Measures"/> says.</summary>
    int StandardSize { get; }

    /// <summary>Measures and writes the figures.</summary>
    Task RunAsync(int size, TextWriter output, CancellationToken cancellation);
}
