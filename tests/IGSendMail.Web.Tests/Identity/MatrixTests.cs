using System.Net;
using IGSendMail.Privacy.Letters;
using IGSendMail.Privacy.Requests;
using IGSendMail.Testing;
using IGSendMail.Web.Features.Shared;
using IGSendMail.Web.Tests.Addresses;
using IGSendMail.Web.Tests.Requests;
using Microsoft.EntityFrameworkCore;

namespace IGSendMail.Web.Tests.Identity;

/// <summary>What there is of an account with the address of somebody who asks.</summary>
public enum Holder
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>An account whose holder has shown the mailbox.</summary>
    Confirmed,

    /// <summary>One from before addresses were confirmed.</summary>
    Unconfirmed,

    /// <summary>A new one, opened by somebody who cannot read the mailbox.</summary>
    Squatted,

    /// <summary>A confirmed one that was cancelled.</summary>
    Cancelled,

    /// <summary>A confirmed one that is erased while the request waits.</summary>
    Erased,
}

/// <summary>How somebody shows that they ask.</summary>
public enum Road
{
    /// <summary>By the link in our e-mail.</summary>
    Link,

    /// <summary>By the code in it.</summary>
    Code,

    /// <summary>By signing in, with the password again.</summary>
    SignedIn,
}

/// <summary>Who sees what, what is done and who is told, for every kind of account, right and road.</summary>
public sealed class MatrixTests : IAsyncDisposable
{
    private const string Address = "ada@example.com", Nora = "nora@lists.example", Wish = "canary-wish XYZZY";
    private readonly TestSite _site = new();

    public static TheoryData<Holder, Right, Road> Cells()
    {
        var cells = new TheoryData<Holder, Right, Road>();
        foreach (var holder in Enum.GetValues<Holder>())
        {
            foreach (var right in (Right[])[Right.Access, Right.Erasure, Right.Rectification, Right.Portability])
            {
                foreach (var road in Enum.GetValues<Road>())
                {
                    cells.Add(holder, right, road);
                }
            }
        }

        return cells;
    }

    public ValueTask DisposeAsync() => _site.DisposeAsync();

    [Theory]
    [MemberData(nameof(Cells))]
    public async Task A_cell_of_the_matrix(Holder holder, Right right, Road road)
    {
        await _site.PlantRecipientAsync(Nora, Address);
        var signedIn = await OpenAsync(holder);
        await (road == Road.SignedIn ? AskSignedInAsync(holder, right, signedIn) : AskByMailAsync(holder, right, road, signedIn));
    }

    private async Task AskByMailAsync(Holder holder, Right right, Road road, PageVisitor? signedIn)
    {
        var person = _site.Visitor();
        var sent = await _site.AskAsync(Address, right, person, further: new Dictionary<string, string> { ["Wish"] = Wish });
        var letter = await _site.LinkLetterAsync(Address);
        Assert.Null(letter.ToName);
        var page = road == Road.Link ? await _site.ConfirmAsync(Address, person) : await person.TypeCodeAsync(sent, letter.Code!);
        var reference = page.Path.Split('/')[^1];
        await _site.RunRequestsAsync();

        var waits = holder is Holder.Confirmed or Holder.Cancelled or Holder.Erased;
        Assert.Equal(waits, (await _site.ReadAsync(reference)).State == RequestState.AwaitingSignIn);
        if (waits)
        {
            // Who has shown the mailbox before sees it where they sign in; nobody is told before they have.
            Assert.Contains(reference, (await signedIn!.GetAsync(PrivacyRoutes.AccountData)).Text, StringComparison.Ordinal);
            Assert.Empty(await _site.LettersAsync<RequestForControllerLetter>());
            if (holder != Holder.Erased)
            {
                return;
            }

            // It belongs to the person: it ends with the deletion of their account, which told those who hold the address.
            await EraseAccountAsync(signedIn);
            await _site.WorkAsync();
            var ended = await _site.ReadAsync(reference);
            Assert.Equal((RequestState.Refused, RequestReason.ErasedMeanwhile), (ended.State, ended.Reason));
            Assert.Null(ended.Contact);
            Assert.Equal(await NoraAsync(), Assert.Single(await NoticesAsync()).CustomerId);
            return;
        }
        else if (holder == Holder.Squatted && right == Right.Erasure)
        {
            // The new account goes with what the mailbox asked to have deleted: whoever opened it is signed out and sees nothing at all.
            Assert.StartsWith("/account/sign-in", (await signedIn!.GetAsync(PrivacyRoutes.AccountData)).Path, StringComparison.Ordinal);
            Assert.Contains("for the person who asked", (await signedIn.GetAsync("/privacy/requests/" + reference)).Text, StringComparison.Ordinal);
        }
        else if (signedIn is not null)
        {
            await AssertLearnsAndDecidesNothingAsync(signedIn, reference);
        }

        await AssertAnsweredWithoutAccountAsync(right, person, reference);
    }

    /// <summary>What is found by the address, and nothing of an account; customers who hold the address are told where that is due.</summary>
    private async Task AssertAnsweredWithoutAccountAsync(Right right, PageVisitor person, string reference)
    {
        await _site.RunRequestsAsync();
        var told = await NoticesAsync();
        Assert.Equal(right is Right.Erasure or Right.Rectification ? [await NoraAsync()] : [], told.ConvertAll(n => n.CustomerId));
        Assert.All(told, n => Assert.Null(n.Held));
        Assert.DoesNotContain(await _site.LettersAsync<Letter>(), l => l.ToAddress == Address && l.ToName == IdentitySteps.TypedName);
        if (right is Right.Access or Right.Portability)
        {
            Assert.DoesNotContain(IdentitySteps.TypedName, await Package.TextAsync(person, reference), StringComparison.Ordinal);
        }

        await _site.WorkAsync();
        await _site.WorkAsync();
        Assert.Equal(RequestState.Done, (await _site.ReadAsync(reference)).State);
    }

    private async Task AskSignedInAsync(Holder holder, Right right, PageVisitor? signedIn)
    {
        if (signedIn is null)
        {
            Assert.StartsWith("/account/sign-in", (await _site.Visitor().GetAsync(PrivacyRoutes.AccountData)).Path, StringComparison.Ordinal);
            return;
        }

        // A request that the mailbox has made and confirmed, whatever the account is.
        var mailbox = await _site.AskAndConfirmAsync(Address, Right.Access, _site.Visitor(), Wish);
        if (holder == Holder.Erased)
        {
            await EraseAccountAsync(signedIn);
            Assert.StartsWith("/account/sign-in", (await signedIn.GetAsync(PrivacyRoutes.AccountData)).Path, StringComparison.Ordinal);
            return;
        }

        var page = await AskAsync(signedIn, right);
        Assert.Equal(HttpStatusCode.OK, page.Status);
        var reference = page.Path.Split('/')[^1];
        await _site.RunRequestsAsync();

        // Who has shown the mailbox gets the same as by mail; from who has not, no customer hears of anybody.
        var isProved = holder is Holder.Confirmed or Holder.Cancelled;
        Assert.Equal(
            isProved && (right is Right.Erasure or Right.Rectification),
            (await _site.LettersAsync<RequestForControllerLetter>()).Any(l => l.Right == right));
        var request = await _site.ReadAsync(reference);
        Assert.Null(request.AddressHash);
        if (right is Right.Access or Right.Portability)
        {
            var text = await Package.TextAsync(signedIn, reference);
            Assert.Contains(IdentitySteps.TypedName, text, StringComparison.Ordinal);
            Assert.Equal(isProved, text.Contains(mailbox, StringComparison.Ordinal));
        }

        await _site.WorkAsync();
        Assert.Equal(RequestState.Done, (await _site.ReadAsync(reference)).State);
        if (right == Right.Erasure)
        {
            // What the mailbox asked goes with the account of its person, and with no other.
            Assert.Equal(isProved, (await _site.ReadAsync(mailbox)).Contact is null);
        }
        else if (holder is Holder.Unconfirmed or Holder.Squatted)
        {
            await AssertLearnsAndDecidesNothingAsync(signedIn, mailbox);
        }
    }

    private Task<List<RecipientNotice>> NoticesAsync() => _site.InDatabaseAsync(db => db.RecipientNotices().AsNoTracking().ToListAsync());

    private async Task<Guid> NoraAsync() => Assert.Single(await _site.UsersAsync(Nora)).AccountId!.Value;

    private async Task AssertLearnsAndDecidesNothingAsync(PageVisitor holder, string reference)
    {
        var before = await _site.ReadAsync(reference);
        foreach (var path in (string[])[PrivacyRoutes.AccountData, PrivacyRoutes.Requests, "/account", "/account/deletions"])
        {
            var page = await holder.GetAsync(path);
            Assert.DoesNotContain(reference, page.Text, StringComparison.Ordinal);
            Assert.DoesNotContain(Wish, page.Text, StringComparison.Ordinal);
        }

        Assert.Contains("for the person who asked", (await holder.GetAsync("/privacy/requests/" + reference)).Text, StringComparison.Ordinal);
        foreach (var inside in (string[])["download", "receipt"])
        {
            Assert.Equal($"/privacy/requests/{reference}/link", (await holder.GetAsync($"/privacy/requests/{reference}/{inside}")).Path);
        }

        foreach (var (form, at) in ((string, string)[])[("#ask-form", PrivacyRoutes.AccountData), ("#erase-form", $"{PrivacyRoutes.AccountDataErase}?reference={reference}")])
        {
            var shown = await holder.GetAsync(at);
            if (shown.Document.QuerySelector($"{form} input[name=Reference]") is null)
            {
                shown.Document.QuerySelector(form)!.InnerHtml += $"<input type=hidden name=Reference value={reference}>";
            }

            var answer = await holder.SubmitAsync(shown, form, new Dictionary<string, string> { ["Password"] = RequestSteps.Password });
            Assert.Equal(HttpStatusCode.NotFound, answer.Status);
        }

        var own = await holder.GetAsync("/privacy/requests/" + reference);
        foreach (var inside in (string[])["withdraw", "unconfirmed-account", "categories", "facts"])
        {
            own.Document.QuerySelector("#link-form")!.SetAttribute("action", $"/privacy/requests/{reference}/{inside}");
            Assert.Equal($"/privacy/requests/{reference}/link", (await holder.SubmitAsync(own, "#link-form")).Path);
        }

        var after = await _site.ReadAsync(reference);
        Assert.Equal((before.State, before.AccountId, before.Revision), (after.State, after.AccountId, after.Revision));
    }

    private async Task<PageVisitor?> OpenAsync(Holder holder)
    {
        switch (holder)
        {
            case Holder.None:
                return null;
            case Holder.Unconfirmed:
                return await _site.FromBeforeAsync(Address);
            case Holder.Squatted:
                return await _site.SquatAsync(Address);
            default:
                var visitor = await _site.SquatAsync(Address);
                await _site.ConfirmAddressAsync(Address, visitor);
                if (holder == Holder.Cancelled)
                {
                    await Accounts.Customer.CancelAsync(visitor);
                }

                return visitor;
        }
    }

    private async Task EraseAccountAsync(PageVisitor holder)
    {
        await holder.SubmitAsync(
            await holder.GetAsync(PrivacyRoutes.AccountDataErase), "#erase-form", new Dictionary<string, string> { ["Password"] = RequestSteps.Password });
        await _site.WorkAsync();
        Assert.Empty(await _site.UsersAsync(Address));
    }

    private static async Task<Page> AskAsync(PageVisitor holder, Right right)
    {
        var password = new Dictionary<string, string> { ["Password"] = RequestSteps.Password };
        return right switch
        {
            Right.Erasure => await holder.SubmitAsync(await holder.GetAsync(PrivacyRoutes.AccountDataErase), "#erase-form", password),
            Right.Rectification => await holder.SubmitAsync(
                await holder.GetAsync(PrivacyRoutes.AccountDataCorrect), "#correct-form",
                new Dictionary<string, string>(password) { ["Field"] = "Company", ["Wish"] = "Another Company" }),
            _ => await holder.SubmitAsync(await holder.GetAsync(PrivacyRoutes.AccountData), "#ask-form", password, $"button[value={right}]"),
        };
    }
}
