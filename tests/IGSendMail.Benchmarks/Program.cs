using System.Globalization;
using IGSendMail.Benchmarks;

// dotnet run -c Release --project tests/IGSendMail.Benchmarks -- NAME [SIZE]
var benchmarks = typeof(IBenchmark).Assembly.GetTypes()
    .Where(type => type is { IsClass: true, IsAbstract: false } && type.IsAssignableTo(typeof(IBenchmark)))
    .Select(type => (IBenchmark)Activator.CreateInstance(type)!)
    .OrderBy(benchmark => benchmark.Name, StringComparer.Ordinal)
    .ToList();

var chosen = args.Length is 1 or 2 ? benchmarks.Find(b => string.Equals(b.Name, args[0], StringComparison.Ordinal)) : null;
var size = chosen?.StandardSize ?? 0;
if (chosen is null
    || (args.Length == 2 && (!int.TryParse(args[1], NumberStyles.None, CultureInfo.InvariantCulture, out size) || size == 0)))
{
    Console.Error.WriteLine("usage: dotnet run -c Release --project tests/IGSendMail.Benchmarks -- NAME [SIZE]");
    foreach (var benchmark in benchmarks)
    {
        Console.Error.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"  {benchmark.Name,-20} {benchmark.Measures} (size {benchmark.StandardSize:N0})"));
    }

    return 2;
}

// The site under measurement is found by a manifest that is looked for in the current folder.
Directory.SetCurrentDirectory(AppContext.BaseDirectory);
#if DEBUG
Console.WriteLine("A Debug build: these figures mean nothing. Run with -c Release.");
#endif
using var stop = new CancellationTokenSource();
Console.CancelKeyPress += (_, pressed) =>
{
    pressed.Cancel = true;
    stop.Cancel();
};
Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{chosen.Name}: {chosen.Measures}; size {size:N0}"));
await chosen.RunAsync(size, Console.Out, stop.Token);
return 0;
