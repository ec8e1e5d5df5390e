using System.Text.Json;
using IGSendMail.Privacy.Settings;
using IGSendMail.Storage;
using Microsoft.Extensions.DependencyInjection;

namespace IGSendMail.Privacy.Letters;

/// <summary>Finds the kind of a letter, packs and opens it, and writes it with the kind's template.</summary>
public sealed class LetterTemplates(WordBook words, IServiceProvider services, SiteOptions site)
{
    private readonly Dictionary<string, LetterKind> _named = words.All<LetterKind>().ToDictionary(k => k.Name, StringComparer.Ordinal);
    private readonly Dictionary<Type, LetterKind> _kinds = words.All<LetterKind>().ToDictionary(k => k.Letter);
    private readonly Lazy<Dictionary<LetterKind, ILetterTemplate>> _templates = new(() => words.All<LetterKind>()
        .ToDictionary(k => k, k => (ILetterTemplate)ActivatorUtilities.CreateInstance(services, k.Template)));

    /// <summary>True if some room brings letters of a kind.</summary>
    internal bool Knows(string kind) => _named.ContainsKey(kind);

    /// <summary>Packs a letter as it is put into the outbox.</summary>
    /// <exception cref="InvalidOperationException">No room brings letters of this kind.</exception>
    internal SealedLetter Pack(Letter letter) =>
        new(KindOf(letter).Name, JsonSerializer.SerializeToElement(letter, letter.GetType(), JsonSerializerOptions.Web));

    /// <summary>Opens a letter as it was put into the outbox.</summary>
    /// <exception cref="InvalidOperationException">No room brings letters of this kind.</exception>
    public Letter Open(SealedLetter packed) => _named.TryGetValue(packed.Type, out var kind)
        ? (Letter?)packed.Letter.Deserialize(kind.Letter, JsonSerializerOptions.Web)
            ?? throw new InvalidOperationException($"A letter of kind {packed.Type} is empty.")
        : throw new InvalidOperationException($"No room brings letters of kind {packed.Type}.");

    /// <summary>Writes a letter.</summary>
    /// <exception cref="InvalidOperationException">No room brings letters of this kind.</exception>
    public RenderedLetter Render(Letter letter) => _templates.Value[KindOf(letter)].Render(letter, site);

    private LetterKind KindOf(Letter letter) => _kinds.TryGetValue(letter.GetType(), out var kind)
        ? kind
        : throw new InvalidOperationException(
            $"No room brings letters of kind {letter.GetType().Name}: declare a LetterKind for it and register its class with AddWords.");
}

/// <summary>A letter as it is sealed: the name of its kind and its properties.</summary>
public sealed record SealedLetter(string Type, JsonElement Letter);
