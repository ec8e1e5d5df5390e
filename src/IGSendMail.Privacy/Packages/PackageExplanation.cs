using System.Globalization;
using IGSendMail.Privacy.PersonalData;
using IGSendMail.Privacy.Policy;
using IGSendMail.Privacy.Settings;
using IGSendMail.Storage;

namespace IGSendMail.Privacy.Packages;

/// <summary>
/// The readable page of a package: a summary, what GDPR Art. 15(1) and (2) ask to be explained, generated from the data map, the
/// register of sub-processors and the policy in force, so that it cannot disagree with them; then the records.
/// </summary>
public sealed class PackageExplanation(DataMap map, RetentionPeriods periods, WordBook words, SiteOptions site)
{
    private const int MostInCell = 300;

    private const int MostShown = 5_000;

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

    /// <summary>A sample with how long its records are kept.</summary>
    internal PackageSample Kept(PackageSample sample, IPersonalDataStore store) => sample with
    {
        Age = map.Expiries.FirstOrDefault(e => e.StoreKey == sample.Store.Key) is { } expiry ? periods[expiry.Period] : null,
        AgeCountsFrom = map.Expiries.FirstOrDefault(e => e.StoreKey == sample.Store.Key)?.CountedFrom,
        GoesWithAccount = map.GoesWithAccount(store),
    };

    internal async Task WriteAsync(TextWriter writer, PackageOrder order, PolicySnapshot policy, PackageContent content)
    {
        var page = new PackagePage(writer);
        await page.BeginAsync($"Your data at {site.Name}");
        await page.SummaryAsync(PackageSummary.Of(order, content, policy, site));
        if (order.IsPortable)
        {
            await page.ParagraphAsync(
                "These are the data that you gave us, in forms that other programs read, so that you can take them elsewhere. JSON and CSV hold the same records. For programmers, the JSON files are described in",
                PageCell.LinkTo(PortabilitySchema.FileName));
        }

        if (order.Subject.ReadSince is { } since)
        {
            await page.ParagraphAsync($"You asked for the last twelve months: records that carry a date are from {since.DayIn(site)} on, those without a date are all here.");
        }

        // What a person knows best stands first; the order of erasure is no order for readers.
        content = content with { Samples = [.. content.Samples.OrderBy(s => s.Store.Category).ThenByDescending(s => s.Store.Order)] };
        await ContentsAsync(page, order, content);
        await BringBackAsync(page, content);
        await LeftOutAsync(page, content);
        await ExplainAsync(page, order, policy, content.Samples);
        foreach (var sample in content.Samples.Where(s => s.Count > 0 && !order.OnlyCategories))
        {
            await RecordsAsync(page, sample);
        }

        await page.EndAsync();
    }

    private async Task ContentsAsync(PackagePage page, PackageOrder order, PackageContent content)
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
        // Where something is left out on purpose, something was found: that stands in a table of its own.
        var found = content.Redactions.Select(r => r.StoreKey).ToHashSet(StringComparer.Ordinal);
        var empty = content.Samples.Where(s => s.Count == 0 && !found.Contains(s.Store.Key)).Select(s => s.Store.Title).ToList();
        if (empty.Count > 0)
        {
            await page.ParagraphAsync($"We looked here too and found nothing about you: {string.Join("; ", empty)}.");
        }

        await page.ParagraphAsync(
            $"Times on this page are those of {site.ZoneName}, and words stand for the program’s words; the CSV and JSON files hold each value as it is stored, times in UTC. What joins one file to another are the keys at the end of each record there; here the names stand for them.");
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
        var isCustomer = order.AccountId is not null;
        await page.HeadingAsync("Why we have it and how long we keep it");
        await page.TableAsync(
            ["What", "What for", "On what basis", "Where from", "How long"],
            samples.Where(s => s.Count > 0).Select(s => (IReadOnlyList<PageCell>)[
                s.Store.Title, string.Join("; ", s.Store.Purposes.Select(PackageWords.Of)), PackageWords.Of(s.Store.Basis, isCustomer),
                PackageWords.SourceOf(s.Store.Category, isCustomer), KeptFor(s, version.Commitments)]));
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
                s.Name ?? PackageWords.NotNamed, s.WhatFor, string.Join(", ", s.Data.Select(PackageWords.Of)),
                s.Country ?? PackageWords.NotNamed, s.Safeguard ?? PackageWords.NotNamed]));
        if (policy.Register.Unnamed.Count > 0)
        {
            await page.ParagraphAsync($"{site.Name} runs as a demonstration here: it has no companies to name.");
        }

        await page.ParagraphAsync(
            "Authorities receive data only where the law requires it. We do not sell personal data. Data may be processed in the United States; where required, Standard Contractual Clauses protect the transfer.");

        await page.HeadingAsync("Your rights");
        await page.ParagraphAsync(
            $"Depending on where you live you may ask us to correct or delete your data, to restrict its use, to hand it over in a portable form, object to its use, and take back consent at any time. Write to {site.PrivacyAddress} or use the request page of our site. You may complain to your data protection authority.");
        await page.ParagraphAsync("No decision with legal or similar effect about you is made by software alone.");
        await page.ParagraphAsync($"Responsible: {site.Company}, {site.Country}.");
    }

    private async Task RecordsAsync(PackagePage page, PackageSample sample)
    {
        await page.HeadingAsync(sample.Store.Title);
        if (sample.Count > sample.First.Count)
        {
            await page.ParagraphAsync(
                $"The first {sample.First.Count} of {Number(sample.Count)} records. All of them:",
                PageCell.LinkTo(PackageSample.CsvOf(sample.Store)));
        }

        var values = new PackageValues(sample.Store, TableOf(sample.Store), words, site);
        var shown = sample.Columns.Select((name, i) => (Name: name, At: i))
            .Where(c => !values.IsKey(c.Name) && sample.First.Any(r => !string.IsNullOrEmpty(r.ElementAtOrDefault(c.At)))).ToList();
        // Names and days stand before keys, wherever a record has keys of its own.
        shown = [.. shown.OrderBy(c => sample.First.All(r => r.ElementAtOrDefault(c.At) is not { Length: > 0 } value || Guid.TryParse(value, out _)))];
        var isLong = sample.First.Any(r => shown.Exists(c => r.ElementAtOrDefault(c.At)?.Length > MostInCell));
        await page.TableAsync(
            [.. shown.Select(c => values.Name(c.Name))],
            sample.First.Select(record => (IReadOnlyList<PageCell>)[.. shown.Select(c =>
                (PageCell)Shortened(values.Of(c.Name, record.ElementAtOrDefault(c.At))))]),
            isLong);
    }

    private static string? Shortened(string? value) => value?.Length > MostShown ? $"{value[..MostShown]}… (shortened here)" : value;

    private static string Number(long count) => count.ToString("N0", CultureInfo.InvariantCulture);

    private static string KeptFor(PackageSample sample, Commitments commitments)
    {
        var rules = new List<string>(3);
        if (sample.Age is { } age)
        {
            rules.Add($"{age.InWords}{(sample.AgeCountsFrom is { } from ? $" {from}" : "")}. {age.Basis}.");
        }

        if (sample.Store.WaitsFor is { } waits)
        {
            rules.Add($"Minutes as a rule, {waits}.");
        }

        if (sample.GoesWithAccount)
        {
            var goes = sample.Store.Category == DataCategory.Subscriber
                ? $"gone within {commitments.SubscriberDataGone.TotalDays:0} days of cancellation."
                : $"while the account is active, and {commitments.AccountDataKept.TotalDays:0} days after cancellation.";
            rules.Add(rules.Count > 0 && sample.AgeCountsFrom is null ? $"Earlier if the account goes: {goes}" : goes.Sentence());
        }

        return rules.Count == 0 ? "As long as your request needs it." : string.Join(" ", rules);
    }

    private IMappedTable? TableOf(StoreDescription store) => map.TableOf(store);
}
