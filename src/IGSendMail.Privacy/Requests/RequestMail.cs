using IGSendMail.Privacy.Audit;
using IGSendMail.Privacy.Letters;
using IGSendMail.Privacy.PersonalData;
using IGSendMail.Storage;
using Microsoft.Extensions.Options;

namespace IGSendMail.Privacy.Requests;

/// <summary>Opens the contact of a request and puts the room's letters into the caller's transaction.</summary>
public sealed class RequestMail(
    LetterBox letters, Sealer sealer, AuditTrail trail, IOptions<SiteOptions> site, TimeProvider time)
{
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

    /// <summary>Sends a link that works once. An earlier link of the same request stops working.</summary>
    public async Task SendLinkAsync(
        IGSendMailContext db, DataSubjectRequest request, RequestContact contact, CancellationToken cancellation)
    {
        var token = RequestToken.New(request.Id);
        var until = time.GetUtcNow() + RequestToken.ValidFor;
        (request.TokenHash, request.TokenExpiresAt, request.TokenAttempts) = (token.Hash, until, 0);
        await trail.NoteAsync(db, request, RequestEventKind.LinkSent, cancellation);
        await PutAsync(db, request, $"link/{Convert.ToHexStringLower(token.Hash.AsSpan(0, 8))}", new RequestConfirmLetter(
            contact.Address, contact.Name, request.Reference, request.Right, token.ToString(), until,
            Opens: request.State != RequestState.AwaitingConfirmation), cancellation);
    }

    /// <summary>Confirms receipt, with the latest day of the answer.</summary>
    public Task SendReceivedAsync(
        IGSendMailContext db, DataSubjectRequest request, RequestContact contact, CancellationToken cancellation) =>
        PutAsync(db, request, "received", new RequestReceivedLetter(
            contact.Address, contact.Name, request.Reference, request.Right, DayOf(request.ReceivedAt), request.AnswerDue,
            NeedsSignIn: request.State == RequestState.AwaitingSignIn), cancellation);

    /// <summary>Says that the package is ready.</summary>
    public Task SendReadyAsync(
        IGSendMailContext db, DataSubjectRequest request, RequestContact contact, DateTimeOffset goneAt, CancellationToken cancellation) =>
        PutAsync(db, request, "ready", new PackageReadyLetter(
            contact.Address, contact.Name, request.Reference, DayOf(goneAt)), cancellation);

    /// <summary>Says no, why, and what one can do about it.</summary>
    public Task SendRefusedAsync(
        IGSendMailContext db, DataSubjectRequest request, RequestContact contact, RequestReason reason, CancellationToken cancellation) =>
        PutAsync(db, request, "refused", new RequestRefusedLetter(
            contact.Address, contact.Name, request.Reference, request.Right, reason), cancellation);

    /// <summary>Passes the request on to a customer who holds the address; the letter waits under that customer's key.</summary>
    public Task SendToControllerAsync(
        IGSendMailContext db, DataSubjectRequest request, RequestContact contact, AccountHolder controller, CancellationToken cancellation) =>
        letters.PutAsync(
            db, KeyOwner.Account(controller.AccountId), $"request/{request.Id:N}/controller/{controller.AccountId:N}",
            new RequestForControllerLetter(
                controller.Address, controller.Name, controller.Company, contact.Address, request.Right,
                DayOf(request.ReceivedAt)),
            cancellation);

    private Task PutAsync(
        IGSendMailContext db, DataSubjectRequest request, string decision, Letter letter, CancellationToken cancellation) =>
        letters.PutAsync(db, request.KeyOwner, $"request/{request.Id:N}/{decision}", letter, cancellation);

    private DateOnly DayOf(DateTimeOffset instant) => RequestClock.DayOf(instant, site.Value.Zone);
}
