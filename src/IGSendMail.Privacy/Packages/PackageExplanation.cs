using IGSendMail.Privacy.PersonalData;
using IGSendMail.Privacy.Policy;
using IGSendMail.Privacy.Settings;
using IGSendMail.Storage;

namespace IGSendMail.Privacy.Packages;

/// <summary>
/// The readable page of a package: a summary, what GDPR Art. 15(1) and (2) ask to be explained, generated from the data map, the
/// register of sub-processors and the policy in force, so that it cannot disagree with them; then the records.
/// </summary>
public sealed class PackageExplanation(
    DataMap map, RetentionPeriods periods, WordBook words, PlaceTexts places, IEnumerable<IOpenedFields> opened, SiteOptions site)
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
        var texts = new PackageTexts(order.Subject.Language, places);
        await page.BeginAsync(texts.Of("Title", site.Name), texts.Language);
        await page.SummaryAsync(PackageSummary.Of(order, content, policy, site, texts));
        if (order.IsPortable)
        {
            await page.ParagraphAsync(texts["Portable"], PageCell.LinkTo(PortabilitySchema.FileName));
        }

        if (order.Subject.ReadSince is { } since)
        {
            await page.ParagraphAsync(texts.Of("Since", texts.Day(since, site)));
        }

        // What a person knows best stands first; the order of erasure is no order for readers.
        content = content with { Samples = [.. content.Samples.OrderBy(s => s.Store.Category).ThenByDescending(s => s.Store.Order)] };
        await ContentsAsync(page, order, content, texts);
        await BringBackAsync(page, content, texts);
        await LeftOutAsync(page, content, texts);
        await ExplainAsync(page, order, policy, content.Samples, texts);
        foreach (var sample in content.Samples.Where(s => s.Count > 0 && !order.OnlyCategories))
        {
            await RecordsAsync(page, sample, texts);
        }

        await page.EndAsync();
    }

    private async Task ContentsAsync(PackagePage page, PackageOrder order, PackageContent content, PackageTexts texts)
    {
        if (order.OnlyCategories)
        {
            await page.HeadingAsync(texts["Kinds"]);
            await page.ParagraphAsync(texts["KindsText"]);
            await page.TableAsync(
                [texts["What"], texts["Category"], texts["RecordsColumn"]],
                content.Samples.Where(s => s.Count > 0).Select(s => (IReadOnlyList<PageCell>)[
                    texts.Said(s.Store.Title), texts.Of(s.Store.Category), texts.Number(s.Count)]));
            return;
        }

        await page.HeadingAsync(texts["Contents"]);
        await page.TableAsync(
            [texts["What"], texts["RecordsColumn"], texts["Table"], texts["ForPrograms"], texts["Category"]],
            content.Samples.Where(s => s.Count > 0).Select(s => (IReadOnlyList<PageCell>)[
                texts.Said(s.Store.Title), texts.Number(s.Count), new PageCell("CSV", PackageSample.CsvOf(s.Store)),
                new PageCell("JSON", PackageSample.JsonOf(s.Store)), texts.Of(s.Store.Category)]));
        // Where something is left out on purpose, something was found: that stands in a table of its own.
        var found = content.Redactions.Select(r => r.StoreKey).ToHashSet(StringComparer.Ordinal);
        var empty = content.Samples.Where(s => s.Count == 0 && !found.Contains(s.Store.Key)).Select(s => texts.Said(s.Store.Title)).ToList();
        if (empty.Count > 0)
        {
            await page.ParagraphAsync(texts.Of("FoundNothing", string.Join("; ", empty)));
        }

        await page.ParagraphAsync(texts.Of("Times", site.ZoneName));
        if (texts.Language != LanguageWords.LanguageOfSite)
        {
            await page.ParagraphAsync(texts["FilesEnglish"]);
        }

        await page.ParagraphAsync(texts["EveryFile"], PageCell.LinkTo("manifest.json"));
        await page.ParagraphAsync(texts["Formulas"]);
    }

    private static async Task BringBackAsync(PackagePage page, PackageContent content, PackageTexts texts)
    {
        foreach (var (how, files) in content.ToBringBack.Where(b => b.Files.Count > 0))
        {
            await page.HeadingAsync(texts["BringBack"]);
            await page.ParagraphAsync(texts.Said(how));
            await page.TableAsync(
                [texts["What"], texts["RecordsColumn"], texts["File"]],
                files.Select(f => (IReadOnlyList<PageCell>)[
                    f.Part is { } part ? texts.Of("Part", f.Title, part) : f.Title, texts.Number(f.Records), PageCell.LinkTo(f.Name)]));
        }
    }

    private static async Task LeftOutAsync(PackagePage page, PackageContent content, PackageTexts texts)
    {
        if (content.Redactions.Count + content.LeftOut.Count == 0)
        {
            return;
        }

        await page.HeadingAsync(texts["NotInIt"]);
        if (content.Redactions.Count > 0)
        {
            await page.ParagraphAsync(texts["NotInItText"]);
            await page.TableAsync(
                [texts["Where"], texts["What"], texts["Why"], texts["RecordsColumn"]],
                content.Redactions.Select(r => (IReadOnlyList<PageCell>)[
                    texts.Said(r.Place), r.Field is { } field ? texts.Said(field) : texts["WholeRecords"], texts.Said(r.Reason), texts.Number(r.Count)]));
        }

        await page.ListAsync(content.LeftOut.GroupBy(l => l.Why, StringComparer.Ordinal)
            .Select(g => $"{string.Join("; ", g.Select(l => texts.Said(l.What)))}. {texts.Said(g.Key)}"));
    }

    private async Task ExplainAsync(
        PackagePage page, PackageOrder order, PolicySnapshot policy, IReadOnlyList<PackageSample> samples, PackageTexts texts)
    {
        var version = policy.InForce;
        var isCustomer = order.AccountId is not null;
        await page.HeadingAsync(texts["WhyAndHowLong"]);
        await page.TableAsync(
            [texts["What"], texts["WhatFor"], texts["OnWhatBasis"], texts["WhereFrom"], texts["HowLong"]],
            samples.Where(s => s.Count > 0).Select(s => (IReadOnlyList<PageCell>)[
                texts.Said(s.Store.Title), string.Join("; ", s.Store.Purposes.Select(texts.Of)), texts.Of(s.Store.Basis, isCustomer),
                texts.SourceOf(s.Store.Category, isCustomer), KeptFor(s, version.Commitments, texts)]));
        await page.ParagraphAsync(texts.Of("Policy", version.Version));

        if (order.HeldForCustomers.Count > 0)
        {
            await page.HeadingAsync(texts["OthersDecide"]);
            await page.ParagraphAsync(texts["OthersDecideText"]);
            await page.ListAsync(order.HeldForCustomers);
        }

        await page.HeadingAsync(texts["Receives"]);
        await page.TableAsync(
            [texts["Recipient"], texts["WhatFor"], texts["Data"], texts["Country"], texts["Safeguard"]],
            policy.Register.All.Select(s => (IReadOnlyList<PageCell>)[
                s.Name ?? texts["NotNamed"], texts.Said(s.WhatFor), string.Join(", ", s.Data.Select(texts.Of)),
                s.Country ?? texts["NotNamed"], s.Safeguard ?? texts["NotNamed"]]));
        if (policy.Register.Unnamed.Count > 0)
        {
            await page.ParagraphAsync(texts.Of("Demonstration", site.Name));
        }

        await page.ParagraphAsync(texts["Authorities"]);
        await page.HeadingAsync(texts["Rights"]);
        await page.ParagraphAsync(texts.Of("RightsText", site.PrivacyAddress));
        await page.ParagraphAsync(texts["NoMachine"]);
        await page.ParagraphAsync(texts.Of("Responsible", site.Company, site.Country));
    }

    private async Task RecordsAsync(PackagePage page, PackageSample sample, PackageTexts texts)
    {
        await page.HeadingAsync(texts.Said(sample.Store.Title));
        if (sample.Count > sample.First.Count)
        {
            await page.ParagraphAsync(
                texts.Of("FirstOf", texts.Number(sample.First.Count), texts.Number(sample.Count)),
                PageCell.LinkTo(PackageSample.CsvOf(sample.Store)));
        }

        var values = new PackageValues(sample.Store, TableOf(sample.Store), opened, words, texts, site);
        var shown = sample.Columns.Select((name, i) => (Name: name, At: i))
            .Where(c => !values.IsKey(c.Name) && sample.First.Any(r => !string.IsNullOrEmpty(r.ElementAtOrDefault(c.At)))).ToList();
        // Names and days stand before keys, wherever a record has keys of its own.
        shown = [.. shown.OrderBy(c => sample.First.All(r => r.ElementAtOrDefault(c.At) is not { Length: > 0 } value || Guid.TryParse(value, out _)))];
        var isLong = sample.First.Any(r => shown.Exists(c => r.ElementAtOrDefault(c.At)?.Length > MostInCell));
        await page.TableAsync(
            [.. shown.Select(c => values.Name(c.Name))],
            sample.First.Select(record => (IReadOnlyList<PageCell>)[.. shown.Select(c =>
                (PageCell)Shortened(values.Of(c.Name, record.ElementAtOrDefault(c.At)), texts))]),
            isLong);
    }

    private static string? Shortened(string? value, PackageTexts texts) => value?.Length > MostShown ? texts.Of("Shortened", value[..MostShown]) : value;

    private static string KeptFor(PackageSample sample, Commitments commitments, PackageTexts texts)
    {
        var rules = new List<string>(3);
        if (sample.Age is { } age)
        {
            rules.Add($"{texts.Period(age)}{(sample.AgeCountsFrom is { } from ? $" {texts.Said(from)}" : "")}. {texts.Said(age.Basis)}.");
        }

        if (sample.Store.WaitsFor is { } waits)
        {
            rules.Add(texts.Of("Waits", texts.Said(waits)));
        }

        if (sample.GoesWithAccount)
        {
            var goes = sample.Store.Category == DataCategory.Subscriber
                ? texts.Of("GoneWithLists", texts.Days(commitments.SubscriberDataGone))
                : texts.Of("GoneWithAccount", texts.Days(commitments.AccountDataKept));
            rules.Add(rules.Count > 0 && sample.AgeCountsFrom is null ? texts.Of("EarlierIfGone", goes) : goes.Sentence());
        }

        return rules.Count == 0 ? texts["AsLongAsNeeded"] : string.Join(" ", rules);
    }

    private IMappedTable? TableOf(StoreDescription store) => map.TableOf(store);
}
