namespace IGSendMail.Platform.Tests;

/// <summary>For tests that look at the memory of the process: what others load and make beside them would count as theirs.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class Alone
{
    public const string Name = "alone";
}
