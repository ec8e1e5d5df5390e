using Microsoft.Playwright;

namespace IGSendMail.Browser.Tests.PageChecks;

/// <summary>How a page is shown: on which screen, and in whose colours.</summary>
internal sealed record Look(int Width, ColorScheme Scheme, ForcedColors Forced)
{
    /// <summary>A phone, a tablet and a desk; light, dark and in the colours of somebody who chose their own.</summary>
    public static IReadOnlyList<Look> All { get; } =
    [
        .. from width in (int[])[360, 768, 1280]
           from colours in ((ColorScheme, ForcedColors)[])
           [
               (ColorScheme.Light, ForcedColors.None), (ColorScheme.Dark, ForcedColors.None), (ColorScheme.Light, ForcedColors.Active),
           ]
           select new Look(width, colours.Item1, colours.Item2),
    ];

    /// <summary>Shows the open page so, with everything unfolded: what is folded is looked at by no checker.</summary>
    public async Task ShowAsync(IPage page)
    {
        await page.SetViewportSizeAsync(Width, 900);
        await page.EmulateMediaAsync(new PageEmulateMediaOptions { ColorScheme = Scheme, ForcedColors = Forced, ReducedMotion = ReducedMotion.Reduce });
        // A busy browser paints first and learns of the colours a moment later.
        await page.WaitForFunctionAsync(
            """
            ([width, dark, forced]) => innerWidth === width
              && matchMedia('(prefers-color-scheme: dark)').matches === dark && matchMedia('(forced-colors: active)').matches === forced
            """,
            new object[] { Width, Scheme == ColorScheme.Dark, Forced == ForcedColors.Active });
        await page.EvaluateAsync("document.querySelectorAll('details').forEach(fold => fold.open = true)");
    }

    /// <inheritdoc />
    public override string ToString() => $"{Width} {(Forced == ForcedColors.Active ? "forced" : Scheme == ColorScheme.Dark ? "dark" : "light")}";
}
