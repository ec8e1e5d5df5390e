using System.Globalization;
using IGSendMail.Privacy.PersonalData;
using IGSendMail.Privacy.Policy;
using IGSendMail.Privacy.Settings;

namespace IGSendMail.Privacy.Packages;

/// <summary>
/// The readable page of a package: what GDPR Art. 15(1) and (2) ask to be explained, generated from the data map, the
/// register of sub-processors and the policy in force, so that it cannot disagree with them; then the records.
/// </summary>
public sealed class PackageExplanation(DataMap map, RetentionPeriods periods, SiteOptions site)
{
    private const int MostShown = 300;

    /// <summary>Why a store is not in a package, or null if it is.</summary>
    internal string? WhyLeftOut(IPersonalDataStore store, PackageOrder order)
    {
        if (store is FolderStore folder && folder.Period == PackagePeriods.Exports)
        {
            return "Earlier copies of your data hold nothing that we would not hand out here.";
        }

        if (order.Silent.Contains(store.Description.Key))
        {
            return "This place does not answer at the moment. We make a complete package as soon as it does, and write to you.";
        }

        return order.IsPortable && !Portability.Covers(TableOf(store.Description))
            ? "It is not data that you gave us under a contract or with your consent (GDPR Art. 20(1)). Ask for access to get it too."
            : null;
    }

    internal async Task WriteAsync(
        TextWriter writer, PackageOrder order, PolicySnapshot policy, DateTimeOffset madeAt, PackageContent content)
    {
        var page = new PackagePage(writer);
        await page.BeginAsync($"Your data at {site.Name}");
        await page.ParagraphAsync($"Request {order.Reference}, made on {Day(madeAt)} (UTC).");
        if (order.IsPortable)
        {
            await page.ParagraphAsync(
                "These are the data that you gave us, in forms that other programs read, so that you can take them elsewhere. JSON and CSV hold the same records. For programmers, the JSON files are described in",
                PageCell.LinkTo(PortabilitySchema.FileName));
        }

        if (order.Subject.ReadSince is { } since)
        {
            await page.ParagraphAsync($"You asked for the last twelve months: records that carry a date are from {Day(since)} on, those without a date are all here.");
        }

        await ContentsAsync(page, order, content);
        await BringBackAsync(page, content);
        await LeftOutAsync(page, content);
        if (!order.IsPortable)
        {
            await ExplainAsync(page, order, policy, content.Samples);
        }

        foreach (var sample in content.Samples.Where(s => s.Count > 0 && !order.OnlyCategories))
        {
            await RecordsAsync(page, sample);
        }

        await page.EndAsync();
    }

    private static async Task ContentsAsync(PackagePage page, PackageOrder order, PackageContent content)
    {
        if (order.OnlyCategories)
        {
            await page.HeadingAsync("Which kinds of data we hold about you");
            await page.ParagraphAsync(
                "These are the kinds, not the data itself. For that, California asks for one more sign that you are the person it is about: ask again, and show it with the reference of this request.");
            await page.TableAsync(
                ["What", "Category", "Records"],
                content.Samples.Where(s => s.Count > 0).Select(s => (IReadOnlyList<PageCell>)[
                    s.Store.Title, PackageWords.Of(s.Store.Category), Number(s.Count)]));
            return;
        }

        await page.HeadingAsync("What is in this package");
        await page.TableAsync(
            ["What", "Records", "Table", "For programs", "Category"],
            content.Samples.Where(s => s.Count > 0).Select(s => (IReadOnlyList<PageCell>)[
                s.Store.Title, Number(s.Count), new PageCell("CSV", PackageSample.CsvOf(s.Store)),
                new PageCell("JSON", PackageSample.JsonOf(s.Store)), PackageWords.Of(s.Store.Category)]));
        // What is left out on purpose stands in a table of its own.
        var named = content.Redactions.Select(r => r.Place).ToHashSet(StringComparer.Ordinal);
        var empty = content.Samples.Where(s => s.Count == 0 && !named.Contains(s.Store.Title)).Select(s => s.Store.Title).ToList();
        if (empty.Count > 0)
        {
            await page.ParagraphAsync($"We looked here too and found nothing about you: {string.Join("; ", empty)}.");
        }

        await page.ParagraphAsync("Every file with its size and SHA-256 check value:", PageCell.LinkTo("manifest.json"));
        await page.ParagraphAsync(
            "The CSV tables are exact copies: if a value begins with =, +, - or @, a spreadsheet may take it for a formula, so import the columns as text.");
    }

    private static async Task BringBackAsync(PackagePage page, PackageContent content)
    {
        foreach (var (how, files) in content.ToBringBack.Where(b => b.Files.Count > 0))
        {
            await page.HeadingAsync("Files that you can upload again");
            await page.ParagraphAsync(how);
            await page.TableAsync(
                ["What", "Records", "File"],
                files.Select(f => (IReadOnlyList<PageCell>)[f.Title, Number(f.Records), PageCell.LinkTo(f.Name)]));
        }
    }

    private static async Task LeftOutAsync(PackagePage page, PackageContent content)
    {
        if (content.Redactions.Count + content.LeftOut.Count == 0)
        {
            return;
        }

        await page.HeadingAsync("What is not in this package");
        if (content.Redactions.Count > 0)
        {
            await page.ParagraphAsync(
                "We hold these too but do not hand them out: secrets, because whoever gets hold of a copy could misuse them (11 CCR § 7024(d)), and what belongs to others (GDPR Art. 15(4)).");
            await page.TableAsync(
                ["Where", "What", "Why", "Records"],
                content.Redactions.Select(r => (IReadOnlyList<PageCell>)[r.Place, r.Field ?? "whole records", r.Reason, Number(r.Count)]));
        }

        await page.ListAsync(content.LeftOut.GroupBy(l => l.Why, StringComparer.Ordinal)
            .Select(g => $"{string.Join("; ", g.Select(l => l.What))}. {g.Key}"));
    }

    private async Task ExplainAsync(
        PackagePage page, PackageOrder order, PolicySnapshot policy, IReadOnlyList<PackageSample> samples)
    {
        var version = policy.InForce;
        await page.HeadingAsync("Why we have it and how long we keep it");
        await page.TableAsync(
            ["What", "What for", "On what basis", "Where from", "How long"],
            from sample in samples
            where sample.Count > 0
            let table = TableOf(sample.Store)
            where table is not null
            select (IReadOnlyList<PageCell>)[
                sample.Store.Title, string.Join("; ", table.Purposes.Select(PackageWords.Of)), PackageWords.Of(table.Basis),
                PackageWords.SourceOf(table.Category), KeptFor(table, version.Commitments)]);
        await page.ParagraphAsync($"The privacy policy in force is version {version.Version}.");

        if (order.HeldForCustomers.Count > 0)
        {
            await page.HeadingAsync("Who else decides about your address");
            await page.ParagraphAsync(
                "These customers of ours have your address on a list. They decide about it and we only act for them, so what they hold is not in this package: please ask them.");
            await page.ListAsync(order.HeldForCustomers);
        }

        await page.HeadingAsync("Who receives it, and where");
        await page.TableAsync(
            ["Recipient", "What for", "Data", "Country", "Safeguard"],
            policy.Register.All.Select(s => (IReadOnlyList<PageCell>)[
                s.Name ?? "named by the operator on request", s.WhatFor, string.Join(", ", s.Data.Select(PackageWords.Of)),
                s.Country ?? "named on request", s.Safeguard ?? "named on request"]));
        await page.ParagraphAsync(
            "Authorities receive data only where the law requires it. We do not sell personal data. Data may be processed in the United States; where required, Standard Contractual Clauses protect the transfer.");

        await page.HeadingAsync("Your rights");
        await page.ParagraphAsync(
            $"Depending on where you live you may ask us to correct or delete your data, to restrict its use, to hand it over in a portable form, object to its use, and take back consent at any time. Write to {site.PrivacyAddress} or use the request page of our site. You may complain to your data protection authority.");
        await page.ParagraphAsync("No decision with legal or similar effect about you is made by software alone.");
        await page.ParagraphAsync($"Responsible: {site.Company}, {site.Country}.");
    }

    private static async Task RecordsAsync(PackagePage page, PackageSample sample)
    {
        await page.HeadingAsync(sample.Store.Title);
        if (sample.Count > sample.First.Count)
        {
            await page.ParagraphAsync(
                $"The first {sample.First.Count} of {Number(sample.Count)} records. All of them:",
                PageCell.LinkTo(PackageSample.CsvOf(sample.Store)));
        }

        await page.TableAsync(
            sample.Columns,
            sample.First.Select(record => (IReadOnlyList<PageCell>)[.. sample.Columns.Select((_, i) => (PageCell)Shortened(record.ElementAtOrDefault(i)))]));
    }

    private static string? Shortened(string? value) => value?.Length > MostShown ? $"{value[..MostShown]}… (shortened here)" : value;

    private static string Number(long count) => count.ToString("N0", CultureInfo.InvariantCulture);

    private string KeptFor(IMappedTable table, Commitments commitments) => (table.Expiry, table.Category) switch
    {
        ({ } expiry, _) => $"{periods[expiry.Period].InWords}. {periods[expiry.Period].Basis}.",
        (null, DataCategory.Subscriber) => $"Gone within {commitments.SubscriberDataGone.TotalDays:0} days of cancellation.",
        _ => $"While the account is active, and {commitments.AccountDataKept.TotalDays:0} days after cancellation.",
    };

    private IMappedTable? TableOf(StoreDescription store) => map.Tables.FirstOrDefault(t => t.Entity.Name == store.Key);

    private static string Day(DateTimeOffset instant) => instant.ToString("d MMMM yyyy", CultureInfo.InvariantCulture);
}
