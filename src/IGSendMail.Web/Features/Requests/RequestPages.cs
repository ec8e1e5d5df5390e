using IGSendMail.Privacy.Erasure;
using IGSendMail.Privacy.Holds;
using IGSendMail.Privacy.Letters;
using IGSendMail.Privacy.Packages;
using IGSendMail.Privacy.PersonalData;
using IGSendMail.Privacy.Policy;
using IGSendMail.Privacy.Requests;
using IGSendMail.Privacy.Settings;

namespace IGSendMail.Web.Features.Requests;

/// <summary>Puts a request into the words and figures of its page.</summary>
public sealed class RequestPages(
    SiteOptions site, PolicySnapshot policy, RetentionPeriods periods, Corrections corrections, ISubjectDirectory directory,
    IUnprovedAccounts unproved, RequestAddresses addresses, RequestsBeside beside, LetterTroubles troubles, TimeProvider time)
{
    /// <summary>The present instant.</summary>
    public DateTimeOffset Now => time.GetUtcNow();

    /// <summary>When a package is deleted.</summary>
    public DateTimeOffset GoneAt(ExportPackage package) => periods[PackagePeriods.Exports].After(package.MadeAt);

    /// <summary>The page as its person sees it: with what they wrote, and who was told.</summary>
    public async Task<RequestPage> MakeOwnAsync(RequestCase opened, CancellationToken cancellation)
    {
        var content = await corrections.OpenAsync(opened.Correction, cancellation);
        return Make(opened, RequestPageWords.Now) with
        {
            Trouble = await troubles.FindAsync(RequestMail.DecisionsOf(opened.Request.Id), cancellation),
            Unproved = await UnprovedAsync(opened.Request, cancellation),
            Beside = await beside.FindAsync(opened.Request, cancellation),
            IsOwn = true,
            Told = await ToldAsync(opened, withReasons: true, cancellation),
            Correction = content is null ? null : new CorrectionShown(
                opened.Correction!.Field, content.Wish, content.OldValue, content.NewValue, opened.Correction.CorrectedAt),
        };
    }

    /// <summary>The page for officers who have not opened what people wrote: who was told, and what those say they did.</summary>
    public async Task<RequestPage> MakeForOfficerAsync(RequestCase opened, CancellationToken cancellation) =>
        Make(opened, RequestPageWords.OfSite) with { Told = await ToldAsync(opened, withReasons: false, cancellation) };

    private async Task<IReadOnlyList<ToldLine>> ToldAsync(RequestCase opened, bool withReasons, CancellationToken cancellation)
    {
        var holders = await directory.HoldersOfAsync(opened.Notices.Select(n => n.Notice.CustomerId), cancellation);
        var told = new List<ToldLine>(opened.Notices.Count);
        foreach (var (notice, waits, because) in opened.Notices)
        {
            var customer = holders.GetValueOrDefault(notice.CustomerId);
            told.Add(new ToldLine(customer?.Company, notice.At, waits)
            {
                IsUnproved = notice.Held is not null,
                CustomerId = notice.CustomerId,
                Contact = customer?.PeopleContact,
                Said = notice.Said,
                SaidAt = notice.SaidAt,
                Because = withReasons ? because : null,
            });
        }

        return told;
    }

    /// <summary>Whoever has shown the mailbox learns what was opened with its address; see <see cref="OwnRequests"/>.</summary>
    private async Task<UnprovedAccount> UnprovedAsync(DataSubjectRequest request, CancellationToken cancellation) =>
        request is { AccountId: null, AddressHash: not null } && request.State.IsConfirmed()
            ? await unproved.FindAsync(await addresses.HashesOfAsync(request, cancellation), cancellation)
            : UnprovedAccount.None;

    /// <summary>The page without anything that the person wrote.</summary>
    public RequestPage Make(RequestCase opened, RequestPageWords words)
    {
        var request = opened.Request;
        var received = DayOf(request.ReceivedAt);
        var promised = received.AddDays((int)policy.InForce.Commitments.Answer.TotalDays);
        var package = opened.Package is { } made && GoneAt(made) > Now ? made : null;
        return new RequestPage(
            request, received, DayOf(request.ClosedAt ?? Now), Why(request, promised, words), site, opened.Events,
            package, package is null ? null : DayOf(GoneAt(package)),
            PackageIsGone: package is null && request.State == RequestState.Done
                && request.Right.FulfilledBy() is Fulfilment.Package or Fulfilment.PortablePackage,
            (int)(periods[PackagePeriods.Exports].After(Now) - Now).TotalDays,
            opened.Receipt, opened.Receipt?.Read())
        {
            Words = words,
            EarlierReference = opened.EarlierReference,
            Outcome = RequestOutcome.Of(opened),
            OnHold = opened.OnHold,
            AddressChangesAt = request.State == RequestState.Received && opened.Correction?.StoppableUntil is { } until && until > Now ? until : null,
            Facts = new FactsForm { Reference = request.Reference },
        };
    }

    /// <summary>The calendar day of an instant at the site.</summary>
    public DateOnly DayOf(DateTimeOffset instant) => RequestClock.DayOf(instant, site.Zone);

    private string Why(DataSubjectRequest request, DateOnly promised, RequestPageWords words)
    {
        var days = (int)policy.InForce.Commitments.Answer.TotalDays;
        if (request is { ExtendedFrom: { } first, ExtensionReason: { } reason })
        {
            return words.Of("WhyExtended", words.Day(first), words.Of(reason));
        }

        var name = (promised.CompareTo(request.AnswerDue), request.Regime) switch
        {
            ( < 0, _) => "WhySet",
            ( > 0, Regime.Ccpa) => "WhyMonthCalifornia",
            (_, Regime.Ccpa) => "WhyOwnCalifornia",
            ( > 0, _) => "WhyMonth",
            _ when request.AnswerDue == RequestClock.AnswerForEverybody(DayOf(request.ReceivedAt), TimeSpan.FromDays(1_000)) => "WhyBoth",
            _ => "WhyOwn",
        };
        return words.Of(name, days);
    }
}

/// <summary>Where a request stands, as the person who asked sees it.</summary>
/// <param name="Request">The request.</param>
/// <param name="Received">Day of receipt.</param>
/// <param name="Until">Day of the answer, or today.</param>
/// <param name="Why">Why the latest lawful day is that day.</param>
/// <param name="Site">Its time zone is the one of every moment.</param>
/// <param name="Events">History, newest first.</param>
/// <param name="Package">The package while it can be downloaded.</param>
/// <param name="PackageUntil">The day on which it is deleted.</param>
/// <param name="PackageIsGone">True if there was one.</param>
/// <param name="DaysOfPackages">How many days packages are kept.</param>
/// <param name="Receipt">The erasure receipt.</param>
/// <param name="ReceiptContent">What it says.</param>
public sealed record RequestPage(
    DataSubjectRequest Request, DateOnly Received, DateOnly Until, string Why, SiteOptions Site,
    IReadOnlyList<RequestEvent> Events, ExportPackage? Package, DateOnly? PackageUntil, bool PackageIsGone, int DaysOfPackages,
    ErasureReceipt? Receipt, ReceiptContent? ReceiptContent)
{
    /// <summary>The view that shows it to the person who asked.</summary>
    public const string View = "/Features/Requests/Status.cshtml";

    /// <summary>What the page says, in the language of whoever reads it.</summary>
    public RequestPageWords Words { get; init; } = RequestPageWords.OfSite;

    /// <summary>Why its deletion must wait.</summary>
    public HoldsInForce OnHold { get; init; } = HoldsInForce.None;

    /// <summary>What became of it.</summary>
    public RequestOutcome Outcome { get; init; }

    /// <summary>An earlier open request for the same by the same person.</summary>
    public string? EarlierReference { get; init; }

    /// <summary>What is to be corrected; shown to its person only, or when an officer has opened it.</summary>
    public CorrectionShown? Correction { get; init; }

    /// <summary>Until when the mailbox of the old address can stop a change of address; null for everything else.</summary>
    public DateTimeOffset? AddressChangesAt { get; init; }

    /// <summary>What was opened with the address by somebody who has not shown that it is theirs.</summary>
    public UnprovedAccount Unproved { get; init; }

    /// <summary>True for its person, false for an officer.</summary>
    public bool IsOwn { get; init; }

    /// <summary>What else was asked from the same mailbox and waits to be confirmed.</summary>
    public IReadOnlyList<RequestBeside> Beside { get; init; } = [];

    /// <summary>An e-mail about it that cannot be delivered.</summary>
    public LetterTrouble? Trouble { get; init; }

    /// <summary>The further fact that is asked for, as it was typed in.</summary>
    public FactsForm Facts { get; init; } = new();

    /// <summary>Customers who were told (GDPR Art. 19).</summary>
    public IReadOnlyList<ToldLine> Told { get; init; } = [];

    public int DaysAllowed => Request.AnswerDue.DayNumber - Received.DayNumber;

    public int DaysUsed => Until.DayNumber - Received.DayNumber;
}

/// <summary>A correction in the clear.</summary>
/// <param name="Field">What it is about.</param>
/// <param name="Wish">What was asked for.</param>
/// <param name="OldValue">What stood there; null until it was corrected.</param>
/// <param name="NewValue">What stands there now; null until then.</param>
/// <param name="At">When it was corrected.</param>
public sealed record CorrectionShown(
    CorrectionField Field, string Wish, string? OldValue, string? NewValue, DateTimeOffset? At);

/// <summary>One customer who was told.</summary>
/// <param name="Company">Who; null for one who has left us since.</param>
/// <param name="At">When the e-mail was written.</param>
/// <param name="Waits">True while it has not left.</param>
public sealed record ToldLine(string? Company, DateTimeOffset At, bool Waits)
{
    /// <summary>True while they have not shown that the mailbox of their own address is theirs; they are told once they have.</summary>
    public bool IsUnproved { get; init; }

    /// <summary>Who, for the page on which the person writes to them.</summary>
    public Guid CustomerId { get; init; }

    /// <summary>How the person reaches them: an e-mail address or a page; null if they entered none.</summary>
    public string? Contact { get; init; }

    /// <summary>An e-mail address as <c>mailto:</c>, a page as it is.</summary>
    public string? ContactLink => Contact is null || Contact.StartsWith("https://", StringComparison.Ordinal)
        ? Contact
        // Signs such as ? and & may stand before the @, where a link would take them for its own.
        : "mailto:" + string.Join('@', Contact.Split('@').Select(Uri.EscapeDataString));

    /// <summary>True if we pass on what the person writes to them: there is no other way to reach them.</summary>
    public bool TakesMessages => Contact is null && Company is not null && !IsUnproved;

    /// <summary>What they say they did; null until they said something.</summary>
    public CustomerAnswer? Said { get; init; }

    /// <summary>When they said it.</summary>
    public DateTimeOffset? SaidAt { get; init; }

    /// <summary>Why they cannot do it, in their words.</summary>
    public string? Because { get; init; }
}
