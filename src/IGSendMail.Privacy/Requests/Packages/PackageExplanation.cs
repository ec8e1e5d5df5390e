using System.Globalization;
using IGSendMail.Privacy.PersonalData;
using IGSendMail.Privacy.Policy;
using IGSendMail.Privacy.Retention;

namespace IGSendMail.Privacy.Requests.Packages;

/// <summary>
/// The readable page of a package: what GDPR Art. 15(1) and (2) ask to be explained, generated from the data map, the
/// register of sub-processors and the policy in force, so that it cannot disagree with them; then the records.
/// </summary>
public sealed class PackageExplanation(
    DataMap map, PolicyShelf policy, SubprocessorRegister register, RetentionPeriods periods)
{
    /// <summary>Why a store is not in a package, or null if it is.</summary>
    internal string? WhyLeftOut(IPersonalDataStore store, PackageOrder order)
    {
        if (store is FolderStore { Period: RetentionPeriod.Exports })
        {
            return "Earlier copies of your data hold nothing that we would not hand out here.";
        }

        return order.IsPortable && TableOf(store.Description)?.Basis is not
            (LawfulBasis.Contract or LawfulBasis.Consent or LawfulBasis.ControllerInstruction)
            ? "It is not data that you gave us under a contract or with your consent (GDPR Art. 20(1)). Ask for access to get it too."
            : null;
    }

    internal async Task WriteAsync(
        TextWriter writer, PackageOrder order, DateTimeOffset madeAt, IReadOnlyList<PackageSample> samples, IReadOnlyList<LeftOut> leftOut)
    {
        var page = new PackagePage(writer);
        await page.BeginAsync("Your data at IGSendMail");
        await page.ParagraphAsync($"Request {order.Reference}, made on {Day(madeAt)} (UTC).");
        if (order.IsPortable)
        {
            await page.ParagraphAsync(
                "These are the data that you gave us, in forms that other programs read, so that you can take them elsewhere. JSON and CSV hold the same records.");
        }

        await ContentsAsync(page, samples, leftOut);
        if (!order.IsPortable)
        {
            await ExplainAsync(page, order, samples);
        }

        foreach (var sample in samples.Where(s => s.Count > 0))
        {
            await RecordsAsync(page, sample);
        }

        await page.EndAsync();
    }

    private static async Task ContentsAsync(PackagePage page, IReadOnlyList<PackageSample> samples, IReadOnlyList<LeftOut> leftOut)
    {
        await page.HeadingAsync("What is in this package");
        await page.TableAsync(
            ["What", "Category", "Records", "Files"],
            samples.Select(s => (IReadOnlyList<string?>)[
                s.Store.Title, PackageWords.Of(s.Store.Category), s.Count.ToString("N0", CultureInfo.InvariantCulture),
                s.Count == 0 ? "nothing about you" : $"data/{s.Store.Key}.json, data/{s.Store.Key}.csv"]));
        var withheld = samples.SelectMany(s => s.Withheld).Distinct(StringComparer.Ordinal).ToList();
        if (withheld.Count > 0)
        {
            await page.ParagraphAsync("We hold these too, but do not hand them out, because whoever gets hold of a copy could misuse them (11 CCR § 7024(d)):");
            await page.ListAsync(withheld);
        }

        await page.ListAsync(leftOut.Select(l => $"Not in this package: {l.What}. {l.Why}"));
        await page.ParagraphAsync(
            "manifest.json lists every file with its SHA-256 check value. The CSV files are exact copies: if a value begins with =, +, - or @, a spreadsheet may take it for a formula, so import the columns as text.");
    }

    private async Task ExplainAsync(PackagePage page, PackageOrder order, IReadOnlyList<PackageSample> samples)
    {
        var version = policy.InForce;
        await page.HeadingAsync("Why we have it and how long we keep it");
        await page.TableAsync(
            ["What", "What for", "On what basis", "Where from", "How long"],
            from sample in samples
            where sample.Count > 0
            let table = TableOf(sample.Store)
            where table is not null
            select (IReadOnlyList<string?>)[
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
            register.All.Select(s => (IReadOnlyList<string?>)[
                s.Name ?? "named by the operator on request", s.WhatFor, string.Join(", ", s.Data.Select(PackageWords.Of)),
                s.Country ?? "named on request", s.Safeguard ?? "named on request"]));
        await page.ParagraphAsync(
            "Authorities receive data only where the law requires it. We do not sell personal data. Data may be processed in the United States; where required, Standard Contractual Clauses protect the transfer.");

        await page.HeadingAsync("Your rights");
        await page.ParagraphAsync(
            $"Depending on where you live you may ask us to correct or delete your data, to restrict its use, to hand it over in a portable form, object to its use, and take back consent at any time. Write to {PrivacyContact.Address} or use the request page of our site. You may complain to your data protection authority.");
        await page.ParagraphAsync("No decision with legal or similar effect about you is made by software alone.");
        await page.ParagraphAsync($"Responsible: {PrivacyContact.Company}, {PrivacyContact.Country}.");
    }

    private static async Task RecordsAsync(PackagePage page, PackageSample sample)
    {
        await page.HeadingAsync(sample.Store.Title);
        if (sample.Count > sample.First.Count)
        {
            await page.ParagraphAsync(
                $"The first {sample.First.Count} of {sample.Count.ToString("N0", CultureInfo.InvariantCulture)} records; all of them are in data/{sample.Store.Key}.csv.");
        }

        await page.TableAsync(sample.Columns, sample.First.Select(record =>
        {
            var values = CsvText.Flatten(record).ToDictionary(f => f.Name, f => f.Value, StringComparer.Ordinal);
            return (IReadOnlyList<string?>)[.. sample.Columns.Select(c => values.GetValueOrDefault(c))];
        }));
    }

    private string KeptFor(IMappedTable table, Commitments commitments) => (table.Expiry, table.Category) switch
    {
        ({ } expiry, _) => $"{periods[expiry.Period].InWords}. {periods[expiry.Period].Basis}.",
        (null, DataCategory.Subscriber) => $"Gone within {commitments.SubscriberDataGone.TotalDays:0} days of cancellation.",
        _ => $"While the account is active, and {commitments.AccountDataKept.TotalDays:0} days after cancellation.",
    };

    private IMappedTable? TableOf(StoreDescription store) => map.Tables.FirstOrDefault(t => t.Entity.Name == store.Key);

    private static string Day(DateTimeOffset instant) => instant.ToString("d MMMM yyyy", CultureInfo.InvariantCulture);
}
