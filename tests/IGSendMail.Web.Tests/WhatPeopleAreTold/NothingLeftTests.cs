using System.Text;
using IGSendMail.Platform.Accounts;
using IGSendMail.Privacy.Policy;
using IGSendMail.Privacy.Requests;
using IGSendMail.Storage;
using IGSendMail.Testing;
using IGSendMail.Web.Features.Shared;
using IGSendMail.Web.Tests.Requests;
using IGSendMail.Web.Tests.WholeRoad;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;

namespace IGSendMail.Web.Tests.WhatPeopleAreTold;

/// <summary>Whoever was deleted is found nowhere: by address, name or words, whenever they asked and in whatever way.</summary>
public sealed class NothingLeftTests : IAsyncDisposable
{
    private const string Address = "qzmailboxkx@nord.example";
    private const string Name = "Qznamekx";
    private const string Words = "qzwordskx";

    private readonly TestSite _site = new();

    public ValueTask DisposeAsync() => _site.DisposeAsync();

    [Fact]
    public async Task Address_name_and_words_of_a_deleted_person_stand_on_no_officers_page_and_in_no_file()
    {
        await _site.InScopeAsync(async services => Assert.NotNull(await services.GetRequiredService<Registration>().RegisterAsync(
            new NewAccount(
                Name, EmailAddress.Of(Address), "Nord", RequestSteps.Password, services.GetRequiredService<PolicyShelf>().Snapshot().InForce.Version)
            { NeedsNoProof = true },
            CancellationToken.None)));
        var officer = await _site.OfficerAsync();
        var holder = await _site.SignedInAsync(Address);
        await AskByMailAsync(Right.Rectification);
        await AskByMailAsync(Right.Access);
        await holder.SubmitAsync(await holder.GetAsync(PrivacyRoutes.AccountDataCorrect), "#correct-form", new Dictionary<string, string>
        {
            ["Field"] = "Other",
            ["Wish"] = Words,
            ["Password"] = RequestSteps.Password,
        });
        Assert.Equal([Address, Words], await OnOfficersPagesAsync(officer));

        await holder.SubmitAsync(
            await holder.GetAsync(PrivacyRoutes.AccountDataErase), "#erase-form", new Dictionary<string, string> { ["Password"] = RequestSteps.Password });
        await AskByMailAsync(Right.Erasure);
        await _site.WorkAsync();
        Assert.Empty(await OnOfficersPagesAsync(officer));
        await AskByMailAsync(Right.Erasure);
        await _site.WorkAsync();

        Assert.Empty(await OnOfficersPagesAsync(officer));
        await _site.InDatabaseAsync(db => db.Database.ExecuteSqlRawAsync("PRAGMA wal_checkpoint(TRUNCATE)"));
        // The last e-mail has left, and is the person's.
        Assert.Empty(Canaries.FoundBeneath(_site.Folder, [Address, Name, Words]).Where(found => !found.EndsWith(".eml", StringComparison.Ordinal)));
    }

    private async Task AskByMailAsync(Right right)
    {
        var mailbox = _site.Visitor();
        await _site.AskAsync(
            Address, right, mailbox, Regime.Gdpr, right == Right.Rectification ? new Dictionary<string, string> { ["Wish"] = Words } : null);
        await _site.ConfirmAsync(Address, mailbox);
    }

    /// <summary>What of the person an officer finds who opens everything that there is.</summary>
    private async Task<IReadOnlyList<string>> OnOfficersPagesAsync(PageVisitor officer)
    {
        var references = await _site.InDatabaseAsync(db => db.DataSubjectRequests().Select(r => r.Reference).ToListAsync());
        string[] paths =
        [
            PrivacyRoutes.Officer, PrivacyRoutes.OfficerLetters, PrivacyRoutes.OfficerHolds, PrivacyRoutes.OfficerRetention,
            PrivacyRoutes.OfficerRetentionRules, PrivacyRoutes.OfficerConsent, PrivacyRoutes.OfficerAudit,
            .. references.SelectMany(r => new[] { $"/officer/requests/{r}", $"/officer/requests/{r}/contact" }),
        ];
        var seen = new StringBuilder();
        foreach (var path in paths)
        {
            var page = await officer.GetAsync(path);
            Assert.Equal(path, page.Path);
            seen.Append(Encoding.UTF8.GetString(page.Body));
        }

        var all = seen.ToString();
        return [.. new[] { Address, Name, Words }.Where(what => all.Contains(what, StringComparison.OrdinalIgnoreCase))];
    }
}
