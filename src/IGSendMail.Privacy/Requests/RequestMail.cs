using IGSendMail.Privacy.Audit;
using IGSendMail.Privacy.Erasure;
using IGSendMail.Privacy.Letters;
using IGSendMail.Privacy.PersonalData;
using IGSendMail.Privacy.Settings;
using IGSendMail.Storage;

namespace IGSendMail.Privacy.Requests;

/// <summary>Opens the contact of a request and puts the room's letters into the caller's transaction.</summary>
public sealed class RequestMail(
    LetterBox letters, HeldNotices notices, Sealer sealer, Vault vault, AuditTrail trail, SiteOptions site, TimeProvider time)
{
    private const string Extended = "extended";

    /// <summary>Seals how to reach the person, for the request's present owner of keys.</summary>
    public async Task SealContactAsync(DataSubjectRequest request, RequestContact contact, CancellationToken cancellation) =>
        request.Contact = await sealer.SealAsync(request.Place, contact, cancellation);

    /// <summary>How to reach the person, or null once that was erased.</summary>
    public async Task<RequestContact?> ContactOfAsync(DataSubjectRequest request, CancellationToken cancellation)
    {
        try
        {
            return request.Contact is { } contact
                ? await sealer.OpenAsync<RequestContact>(request, contact, cancellation)
                : null;
        }
        catch (KeyDestroyedException)
        {
            // The owner's data was erased; the value itself follows.
            return null;
        }
    }

    /// <summary>
    /// Sends a link that works once, and while it is to be confirmed a code that does the same. Earlier ones of the same
    /// request stop working.
    /// </summary>
    /// <param name="newAddress">Where it goes instead of the contact: an address that the account holder wants to have put in.</param>
    public async Task SendLinkAsync(
        IGSendMailContext db, DataSubjectRequest request, RequestContact contact, CancellationToken cancellation, string? newAddress = null)
    {
        var token = RequestToken.New(request.Id);
        var now = time.GetUtcNow();
        request.ForgetSecrets();
        (request.TokenHash, request.TokenExpiresAt, request.TokenAttempts) = (token.Hash, now + RequestToken.ValidFor, 0);
        var confirms = request.State == RequestState.AwaitingConfirmation;
        var code = confirms && newAddress is null ? RequestCode.New() : null;
        if (code is not null)
        {
            var key = await vault.SecretAsync(RequestCode.SecretName, 32, cancellation);
            (request.CodeHash, request.CodeExpiresAt) = (code.HashFor(request.Id, key), now + RequestCode.ValidFor);
        }

        await trail.NoteAsync(db, request, RequestEventKind.LinkSent, cancellation);
        var letter = new RequestConfirmLetter(
            // Who signs in chose the name, and has not shown the new mailbox yet.
            newAddress ?? contact.Address, newAddress is null ? contact.Name : null, request.Reference, request.Right, token.ToString(),
            now + RequestToken.ValidFor, Opens: !confirms, code?.ToString(), newAddress is not null);
        await PutAsync(db, request, contact, $"link/{Convert.ToHexStringLower(token.Hash.AsSpan(0, 8))}", letter, cancellation);
    }

    /// <summary>Tells the address that is to be changed, with a link that opens the page on which that can be stopped.</summary>
    public async Task SendAddressChangeAsync(
        IGSendMailContext db, DataSubjectRequest request, RequestContact contact, DateTimeOffset changesAt, CancellationToken cancellation)
    {
        var token = RequestToken.New(request.Id);
        request.ForgetSecrets();
        (request.TokenHash, request.TokenExpiresAt, request.TokenAttempts) = (token.Hash, changesAt, 0);
        await PutAsync(db, request, contact, "address-change", new AddressChangeLetter(
            contact.Address, contact.Name, request.Reference, token.ToString(), changesAt), cancellation);
    }

    /// <summary>Confirms receipt, with the latest day of the answer.</summary>
    public Task SendReceivedAsync(
        IGSendMailContext db, DataSubjectRequest request, RequestContact contact, CancellationToken cancellation) =>
        PutAsync(db, request, contact, "received", new RequestReceivedLetter(
            contact.Address, contact.Name, request.Reference, request.Right, DayOf(request.ReceivedAt), request.AnswerDue,
            NeedsSignIn: request.State == RequestState.AwaitingSignIn,
            NeedsFact: request.State == RequestState.AwaitingFacts), cancellation);

    /// <summary>Says that the answer takes longer.</summary>
    public Task SendExtendedAsync(
        IGSendMailContext db, DataSubjectRequest request, RequestContact contact, CancellationToken cancellation) =>
        PutAsync(db, request, contact, Extended, new RequestExtendedLetter(
            contact.Address, contact.Name, request.Reference, request.Right, request.ExtendedFrom!.Value, request.AnswerDue,
            request.ExtensionReason!.Value), cancellation);

    /// <summary>With what the keys of all e-mails about a request begin.</summary>
    public static string DecisionsOf(Guid requestId) => $"request/{requestId:N}/";

    /// <summary>Names the notice of an extension in the outbox.</summary>
    public static string ExtensionKey(Guid requestId) => DecisionsOf(requestId) + Extended;

    /// <summary>Confirms that the request was taken back.</summary>
    public Task SendWithdrawnAsync(
        IGSendMailContext db, DataSubjectRequest request, RequestContact contact, CancellationToken cancellation) =>
        PutAsync(db, request, contact, "withdrawn", new RequestWithdrawnLetter(
            contact.Address, contact.Name, request.Reference, request.Right), cancellation);

    /// <summary>Says that some places are missing; an erasure's own key seals it, because the request's is gone by then.</summary>
    public Task SendPartlyDoneAsync(
        IGSendMailContext db, DataSubjectRequest request, LetterTo to, KeyOwner owner, long places, CancellationToken cancellation)
    {
        var letter = new RequestPartlyDoneLetter(to.Address, to.Name, request.Reference, request.Right, places) { Locale = to.Locale };
        return letters.PutAsync(db, owner, DecisionsOf(request.Id) + "partly-done", letter, cancellation);
    }

    /// <summary>Says that a correction was made or passed on.</summary>
    public Task SendCorrectedAsync(
        IGSendMailContext db, DataSubjectRequest request, RequestContact contact, CorrectionField? field, PassedOn passedOn,
        CancellationToken cancellation) =>
        PutAsync(db, request, contact, "corrected", new RequestCorrectedLetter(
            contact.Address, contact.Name, request.Reference, field, passedOn.To, passedOn.Waiting), cancellation);

    /// <summary>Warns an officer; the letter waits under the officer's own key.</summary>
    public Task SendDueAsync(
        IGSendMailContext db, DataSubjectRequest request, OfficerAddress officer, int daysLeft, CancellationToken cancellation) =>
        letters.PutAsync(
            db, PersonKeys.Officer.Of(officer.UserId), $"request/{request.Id:N}/due/{request.AlarmsSent}/{officer.UserId:N}",
            new RequestDueLetter(officer.Address, officer.Name, request.Reference, request.Right, request.AnswerDue, daysLeft),
            cancellation);

    /// <summary>Says that the package is ready; <paramref name="completes"/> if an earlier one lacked something.</summary>
    public Task SendReadyAsync(
        IGSendMailContext db, DataSubjectRequest request, RequestContact contact, DateTimeOffset goneAt, bool completes,
        CancellationToken cancellation) =>
        PutAsync(db, request, contact, completes ? "complete" : "ready", new PackageReadyLetter(
            contact.Address, contact.Name, request.Reference, DayOf(goneAt)), cancellation);

    /// <summary>Says no, why, and what one can do about it.</summary>
    public Task SendRefusedAsync(
        IGSendMailContext db, DataSubjectRequest request, RequestContact contact, RequestReason reason, CancellationToken cancellation) =>
        PutAsync(db, request, contact, "refused", new RequestRefusedLetter(
            contact.Address, contact.Name, request.Reference, request.Right, reason), cancellation);

    /// <summary>
    /// Passes the request on to customers who hold the address, and enters it in the ledger; see <see cref="HeldNotices"/>.
    /// </summary>
    public async Task PassOnAsync(
        IGSendMailContext db, DataSubjectRequest request, RequestContact contact, IReadOnlyList<AccountHolder> controllers,
        string? wish, CancellationToken cancellation)
    {
        foreach (var controller in controllers)
        {
            await notices.PutAsync(
                db, request.Id, controller, new HeldNotice(contact.Address, request.Right, DayOf(request.ReceivedAt), wish), cancellation);
        }

        if (controllers.Count > 0)
        {
            await trail.NoteAsync(db, request, RequestEventKind.PassedOn, cancellation, controllers.Count);
        }
    }

    private Task PutAsync(
        IGSendMailContext db, DataSubjectRequest request, RequestContact contact, string decision, Letter letter, CancellationToken cancellation) =>
        letters.PutAsync(db, request.KeyOwner, DecisionsOf(request.Id) + decision, letter with { Locale = contact.Locale }, cancellation);

    private DateOnly DayOf(DateTimeOffset instant) => RequestClock.DayOf(instant, site.Zone);
}

/// <summary>To how many customers a request was passed on.</summary>
/// <param name="To">All of them.</param>
/// <param name="Waiting">Those who are told only once they have confirmed their own address.</param>
public readonly record struct PassedOn(int To, int Waiting)
{
    /// <summary>Counts them.</summary>
    public static PassedOn Of(IReadOnlyList<AccountHolder> controllers) => new(controllers.Count, controllers.Count(c => !c.IsProved));
}
