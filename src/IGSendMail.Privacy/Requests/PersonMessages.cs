using IGSendMail.Privacy.Audit;
using IGSendMail.Privacy.Letters;
using IGSendMail.Privacy.PersonalData;
using IGSendMail.Storage;
using Microsoft.EntityFrameworkCore;

namespace IGSendMail.Privacy.Requests;

/// <summary>What became of a message to a customer.</summary>
public enum MessageTaken
{
    /// <summary>The customer finds it beside the request.</summary>
    Taken,

    /// <summary>As many were passed on as may be.</summary>
    Full,

    /// <summary>The request was not passed on to this customer, or its content was deleted by age.</summary>
    NotThere,
}

/// <summary>
/// Passes on what a person writes to a customer who has their address and decides about it. The words stand on the customer's page beside the
/// request, under the customer's key; the e-mail only says that they are there.
/// </summary>
public sealed class PersonMessages(
    IGSendMailContext db, ISubjectDirectory directory, LetterBox letters, Sealer sealer, AuditTrail trail, TimeProvider time, WorkBell bell)
{
    /// <summary>Longest message in characters.</summary>
    public const int Longest = 1_000;

    /// <summary>So many to one customer about one request.</summary>
    public const int Most = 5;

    /// <summary>Passes one on. The caller has seen to it that the request is the person's own.</summary>
    public async Task<MessageTaken> PassOnAsync(DataSubjectRequest request, Guid customerId, string words, CancellationToken cancellation)
    {
        if (await directory.HolderOfAsync(customerId, cancellation) is not { IsProved: true } customer)
        {
            return MessageTaken.NotThere;
        }

        var taken = await db.WriteAsync(WriteUrgency.Interactive, async token =>
        {
            // The row of the ledger is written first, so that messages of one moment wait for each other on every engine.
            var told = db.RecipientNotices().Where(n => n.RequestId == request.Id && n.CustomerId == customerId && n.Held == null);
            if (await told.ExecuteUpdateAsync(set => set.SetProperty(n => n.At, n => n.At), token) == 0
                || await db.PassedRequests().SingleOrDefaultAsync(p => p.AccountId == customerId && p.RequestId == request.Id, token) is not { } passed)
            {
                return MessageTaken.NotThere;
            }

            var content = await sealer.OpenAsync<HeldNotice>(passed, passed.Content, token);
            if (content.Messages.Count >= Most)
            {
                return MessageTaken.Full;
            }

            passed.Content = await sealer.SealAsync(
                passed.Place, content with { Messages = [.. content.Messages, new PersonMessage(time.GetUtcNow(), words)] }, token);
            await trail.NoteAsync(db, request, RequestEventKind.WroteToCustomer, token);
            await letters.PutAsync(
                db, PersonKeys.Account.Of(customerId), $"request/{request.Id:N}/controller/{customerId:N}/wrote/{content.Messages.Count + 1}",
                new PersonWroteLetter(customer.Address, customer.Name, request.Id), token);
            return MessageTaken.Taken;
        }, cancellation);
        bell.Ring(Outbox.WorkName);
        return taken;
    }
}

/// <summary>What a person wrote to a customer.</summary>
/// <param name="At">When.</param>
/// <param name="Words">In their own words.</param>
public sealed record PersonMessage(DateTimeOffset At, string Words);
