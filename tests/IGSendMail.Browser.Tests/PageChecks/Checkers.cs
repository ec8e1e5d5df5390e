using System.Text.Json;
using Deque.AxeCore.Commons;
using Microsoft.Playwright;

namespace IGSendMail.Browser.Tests.PageChecks;

/// <summary>The two checkers that look at a page in the browser. Each finding is one line: the rule and where it is broken.</summary>
internal static class Checkers
{
    private static readonly string Axe = new BundledAxeScriptProvider().GetScript();

    /// <summary>What HTML_CodeSniffer asks people to look at, by the end of its code and the elements; each with what was seen there.</summary>
    private static readonly (string Code, string Elements)[] Judged =
    [
        // It cannot see what lies behind the link to the content, nor behind what is there for ears alone; axe can.
        (".G18.Abs", "a.skip, thead th, .visually-hidden, main > table > caption"),
        // Two buttons beside each other, or two links in a sentence, are no navigation.
        (".H48", "div.actions, p"),
        // What can be picked here has no groups.
        (".H85.2", "select"),
        // The question about cookies stands before the page, and with it its heading.
        (".G141", "#consent h2"),
        // The answer of a sentence is stressed in it; it heads nothing.
        (".H42", "p:has(> strong)"),
        // The word is younger than the checker's list.
        (".H98", "[autocomplete=one-time-code]"),
        // A letter has its paper beneath all of it.
        (".F24.FGColour", "body.paper *"),
        // Such text breaks its lines here; NarrowTests measures it. The finding names no element.
        (".C32,C31,C33,C38,SCR34,G206", ""),
    ];

    /// <summary>
    /// What axe finds by all its rules, those too that are off by standard. A letter is shown within the page of a mail program: landmarks of
    /// a page of its own would stand in there a second time.
    /// </summary>
    public static async Task<IReadOnlyList<string>> AxeAsync(IPage page)
    {
        await page.EvaluateAsync(Axe);
        return await page.EvaluateAsync<string[]>("""
            async () => {
              const rules = axe.getRules().filter(rule => !rule.tags.includes('deprecated')).map(rule => rule.ruleId)
                .filter(rule => !document.body.classList.contains('paper') || !['landmark-one-main', 'region'].includes(rule));
              const found = await axe.run(document, { runOnly: { type: 'rule', values: rules }, resultTypes: ['violations'] });
              return found.violations.flatMap(rule => rule.nodes.map(node =>
                `axe ${rule.id}: ${rule.help}: ${node.html.slice(0, 160)} (${[...node.any, ...node.all, ...node.none].map(check => check.message).join('; ')})`));
            }
            """);
    }

    /// <summary>What HTML_CodeSniffer finds for WCAG 2 AA: errors, and warnings except where a person has looked (<see cref="Judged"/>).</summary>
    public static async Task<IReadOnlyList<string>> HtmlCodeSnifferAsync(IPage page)
    {
        await page.AddScriptTagAsync(new PageAddScriptTagOptions { Path = await NodePrograms.FileAsync("html_codesniffer", "build", "HTMLCS.js") });
        return await page.EvaluateAsync<string[]>("""
            judged => new Promise((done, failed) => HTMLCS.process('WCAG2AA', document, () => {
              const element = found => found.element instanceof Element ? found.element : null;
              const known = found => found.type === HTMLCS.WARNING && JSON.parse(judged).some(([code, elements]) =>
                found.code.endsWith(code) && (elements ? element(found)?.matches(elements) : !element(found)));
              done(HTMLCS.getMessages().filter(found => found.type !== HTMLCS.NOTICE && !known(found)).map(found =>
                `HTML_CodeSniffer ${found.type === HTMLCS.ERROR ? 'error' : 'warning'} ${found.code}: ${found.msg} ${element(found)?.outerHTML.slice(0, 160)}`));
            }, () => failed(new Error('HTML_CodeSniffer did not run'))))
            """, JsonSerializer.Serialize(Judged.Select(j => new[] { j.Code, j.Elements })));
    }
}
