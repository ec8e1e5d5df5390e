using IGSendMail.Privacy.Requests;
using IGSendMail.Testing;
using IGSendMail.Web.Features.Shared;
using IGSendMail.Web.Tests.Requests;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace IGSendMail.Web.Tests.WhatPeopleAreTold;

/// <summary>
/// What happened is changed in the rows, one change at a time: the page says something else each time, and what it then says is again what
/// the rows say. A sentence that is fixed, or read from another place, would be found here.
/// </summary>
public sealed class OutcomeMutationTests : IAsyncDisposable
{
    private readonly ToldCase _case = new(new TestSite());

    private TestSite Site => _case.Site;

    public ValueTask DisposeAsync() => _case.DisposeAsync();

    [Fact]
    public async Task A_deletion_says_what_its_rows_say()
    {
        await PlantAsync();
        var (holder, reference) = await AskedAsync(PrivacyRoutes.AccountDataErase, "#erase-form");

        await EachChangesThePageAsync(holder, reference, Mutations.OfADeletion);
    }

    [Fact]
    public async Task A_copy_says_what_its_rows_say()
    {
        await PlantAsync();
        await Site.RegisterAsync(ToldCase.Address);
        var holder = await Site.SignedInAsync(ToldCase.Address);
        var reference = await RequestSteps.AskForPackageAsync(holder, nameof(Right.Access));
        await _case.WorkAsync();

        await EachChangesThePageAsync(holder, reference, Mutations.OfACopy);
    }

    [Fact]
    public async Task A_correction_says_what_its_rows_say()
    {
        await PlantAsync();
        _case.Words.UnionWith(["Ada Example", "Ada Ånäs"]);
        var (holder, reference) = await AskedAsync(
            PrivacyRoutes.AccountDataCorrect, "#correct-form", new Dictionary<string, string> { ["Field"] = "Name", ["Wish"] = "Ada Ånäs" });

        await EachChangesThePageAsync(holder, reference, Mutations.OfACorrection);
    }

    [Fact]
    public async Task The_last_e_mail_says_another_thing_for_each_way_in_which_a_deletion_ends()
    {
        var subjects = new List<string>();
        foreach (var (lists, isTold) in new[] { (0, true), (1, true), (2, true), (1, false) })
        {
            await using var one = new ToldCase(new TestSite());
            foreach (var company in new[] { "Harbour Books", "Kontor Nord" }.Take(lists))
            {
                await one.PlantAsync(company);
            }

            if (!isTold)
            {
                await one.Site.InDatabaseAsync(db => db.Database.ExecuteSqlRawAsync("""UPDATE "Users" SET "AddressConfirmedAt" = NULL"""));
            }

            await one.Site.RegisterAsync(ToldCase.Address);
            var holder = await one.Site.SignedInAsync(ToldCase.Address);
            await holder.SubmitAsync(
                await holder.GetAsync(PrivacyRoutes.AccountDataErase), "#erase-form", new Dictionary<string, string> { ["Password"] = RequestSteps.Password });
            await one.WorkAsync();

            Assert.Empty(await one.WrongInLettersAsync());
            var (_, last) = one.Site.Sent().Last(l => l.Letter.Subject!.Contains("receipt", StringComparison.Ordinal));
            subjects.Add(string.Join('\n', last.TextBody!.Split('\n').Where(l => l.Contains("customer of ours", StringComparison.Ordinal) || l.Contains("is done", StringComparison.Ordinal)))
                .Replace((await one.RowsAsync()).Requests[^1].Reference, "", StringComparison.Ordinal));
        }

        Assert.Equal(subjects, subjects.Distinct());
    }

    private async Task PlantAsync()
    {
        await _case.PlantAsync("Harbour Books");
        await _case.PlantAsync("Kontor Nord");
    }

    private async Task<(PageVisitor Holder, string Reference)> AskedAsync(string path, string form, Dictionary<string, string>? values = null)
    {
        await Site.RegisterAsync(ToldCase.Address);
        var holder = await Site.SignedInAsync(ToldCase.Address);
        var asked = new Dictionary<string, string>(values ?? []) { ["Password"] = RequestSteps.Password };
        var page = await holder.SubmitAsync(await holder.GetAsync(path), form, asked);
        await _case.WorkAsync();
        return (holder, page.Path.Split('/')[^1]);
    }

    private async Task EachChangesThePageAsync(PageVisitor visitor, string reference, IReadOnlyList<Mutation> mutations)
    {
        var faults = new List<string>(await _case.WrongOnPageAsync(visitor, reference));
        var before = await TextAsync(visitor, reference);
        using var copy = new SqliteConnection("Data Source=:memory:");
        copy.Open();
        await Site.InDatabaseAsync(async db =>
        {
            (await OpenAsync(db)).BackupDatabase(copy);
            return true;
        });

        foreach (var mutation in mutations)
        {
            await ApplyAsync(mutation);
            if (await TextAsync(visitor, reference) == before)
            {
                faults.Add($"{mutation.What}: the page says the same as before");
            }

            faults.AddRange((await _case.WrongOnPageAsync(visitor, reference)).Select(wrong => $"{mutation.What}: {wrong}"));
            await Site.InDatabaseAsync(async db =>
            {
                copy.BackupDatabase(await OpenAsync(db));
                return true;
            });
        }

        Assert.True(faults.Count == 0, string.Join('\n', faults));
        Assert.Equal(before, await TextAsync(visitor, reference));
    }

    private Task ApplyAsync(Mutation mutation) => Site.InDatabaseAsync(async db =>
    {
        if (mutation.Sql.Length > 0)
        {
            Assert.NotEqual(0, await db.Database.ExecuteSqlRawAsync(mutation.Sql));
        }

        if (mutation.Receipt is { } change)
        {
            var receipt = await db.Set<Privacy.Erasure.ErasureReceipt>().SingleAsync();
            var changed = change(receipt.Content);
            Assert.NotEqual(receipt.Content, changed);
            Assert.Equal(1, await db.Database.ExecuteSqlAsync($"""UPDATE "ErasureReceipts" SET "Content" = {changed}"""));
        }

        return true;
    });

    private static async Task<SqliteConnection> OpenAsync(Storage.IGSendMailContext db)
    {
        await db.Database.OpenConnectionAsync();
        return (SqliteConnection)db.Database.GetDbConnection();
    }

    private static async Task<string> TextAsync(PageVisitor visitor, string reference) =>
        (await visitor.GetAsync("/privacy/requests/" + reference)).TextOf("main")!;
}
