using IGSendMail.Testing;
using Microsoft.Playwright;

namespace IGSendMail.Browser.Tests;

/// <summary>What a browser measures on a page as it stands: what reaches beyond the edge, and tables that cannot be read.</summary>
internal static class PageLook
{
    /// <summary>
    /// Everything that is wrong at this width, in words. What is folded is unfolded first. What stands in an element that cuts
    /// it off on purpose is hidden from eyes (1 pixel) or a chart, which may be moved sideways: its table has the same figures.
    /// </summary>
    public static async Task<IReadOnlyList<string>> WrongAsync(IPage page, int width)
    {
        await page.SetViewportSizeAsync(width, 740);
        return [.. (await page.EvaluateAsync<string[]>(Script)).Select(what => $"{width} px: {what}")];
    }

    /// <summary>
    /// Waits until a page is all there: a click ends when the next page begins, and a page whose style sheet is still on its way is as wide as it
    /// likes. Playwright's own wait for that state misses it now and then where a page was reached by redirects to a place within it.
    /// </summary>
    public static Task IsAllThereAsync(this IPage page) => Wait.UntilAsync(
        async () =>
        {
            try
            {
                return await page.EvaluateAsync<bool>("document.readyState === 'complete'");
            }
            catch (PlaywrightException)
            {
                // The next page began at that moment.
                return false;
            }
        },
        "a page that is all there");

    private const string Script = """
        () => {
          const wrong = [], blocks = innerWidth < 640, edge = document.documentElement.clientWidth, fold = text => text.replace(/\s+/g, ' ').trim();
          const name = e => `${e.tagName.toLowerCase()}${e.id ? '#' + e.id : ''}${e.classList.length ? '.' + e.classList[0] : ''} “${fold(e.textContent).slice(0, 40)}”`;
          document.querySelectorAll('details').forEach(d => d.open = true);
          const seen = e => e.checkVisibility() && getComputedStyle(e).clipPath === 'none';
          const cut = e => { for (let up = e; up && up !== document.body; up = up.parentElement) if (!seen(up) || up.matches('.chart .table-scroll, svg')) return true; return false; };

          if (document.documentElement.scrollWidth > edge) wrong.push(`the page is ${document.documentElement.scrollWidth} wide`);
          for (const e of document.body.querySelectorAll('*')) {
            if (cut(e)) continue;
            const box = e.getBoundingClientRect();
            if (box.right > edge + 1 || box.left < -1) wrong.push(`${name(e)} reaches from ${Math.round(box.left)} to ${Math.round(box.right)}`);
            if (e.scrollWidth > e.clientWidth + 1 && e.clientWidth > 0 && getComputedStyle(e).overflowX !== 'visible' && !e.matches('input, select, textarea')) wrong.push(`${name(e)} is moved sideways or cut off`);
          }

          for (const table of document.querySelectorAll('table')) {
            const columns = [...table.tHead.rows[0].cells].map(c => fold(c.textContent));
            if (table.getAttribute('role') !== 'table') wrong.push(`${name(table)} does not say that it is a table`);
            for (const row of table.tBodies[0].rows) {
              if (!row.querySelector(':scope > th[scope=row]')) wrong.push(`${name(row)} has no title`);
              for (const cell of row.cells) {
                if ((getComputedStyle(cell).display === 'table-cell') === blocks) wrong.push(`${name(cell)} is laid out as ${getComputedStyle(cell).display}`);
                if (!blocks || cell.matches('th') || !cell.checkVisibility()) continue;
                const label = getComputedStyle(cell, '::before').content.replace(/^"|"$/g, '');
                if (!label.startsWith(columns[cell.cellIndex]) || label.length < 2) wrong.push(`${name(cell)} is called “${label}”, its column “${columns[cell.cellIndex]}”`);
                if (fold(cell.textContent) === '') wrong.push(`${name(row)} shows an empty value of “${columns[cell.cellIndex]}”`);
              }
            }
          }

          for (const time of document.querySelectorAll('time'))
            if (!/^\d{4}-\d\d-\d\d(T\d\d:\d\d:\d\dZ)?$/.test(time.getAttribute('datetime') ?? '')) wrong.push(`${name(time)} says ${time.getAttribute('datetime')} to machines`);
          for (const bar of document.querySelectorAll('progress'))
            if (!bar.ariaLabel && bar.labels.length === 0) wrong.push('a bar of progress has no name');
          for (const link of document.querySelectorAll('#problems a'))
            if (!document.querySelector(link.getAttribute('href'))) wrong.push(`${name(link)} leads nowhere`);
          return [...new Set(wrong)].slice(0, 40);
        }
        """;
}
