using System.Reflection;

namespace IGSendMail.Storage;

/// <summary>
/// Every name of every kind, and who owns it. It is filled while rooms are registered; from the start on it is only read.
/// </summary>
public sealed class WordBook
{
    private readonly List<OwnedWord> _words = [];
    private readonly Dictionary<(Type Kind, string Claim), OwnedWord> _claims = [];
    private readonly Dictionary<(Type Kind, string Name), Word> _named = [];

    /// <summary>All words with their owners, in the order of registration.</summary>
    public IReadOnlyList<OwnedWord> Words => _words;

    /// <summary>All words of one kind, in the order of registration.</summary>
    public IReadOnlyList<T> All<T>() where T : Word => [.. _words.Select(w => w.Word).OfType<T>()];

    /// <summary>
    /// The word of this name, or null if no room brings it: rows outlive the room that wrote them, and a program that is
    /// a version behind meets names that it does not know.
    /// </summary>
    public T? Find<T>(string name) where T : Word => (T?)_named.GetValueOrDefault((typeof(T), name));

    /// <summary>The word that a column holds.</summary>
    public T Read<T>(string name) where T : Word, IStoredWord<T> => Find<T>(name) ?? T.Unknown(name);

    /// <summary>Takes on the words of a class: all that stand in its <c>static readonly</c> fields.</summary>
    /// <exception cref="WordClaimedTwiceException">Somebody else has such a word already.</exception>
    /// <exception cref="ArgumentException">The class has none.</exception>
    public void Add(Type owner)
    {
        var words = WordsOf(owner).ToList();
        if (words.Count == 0)
        {
            throw new ArgumentException($"{owner.FullName} has no word: words are static readonly fields.", nameof(owner));
        }

        words.ForEach(word => Add(word, owner));
    }

    /// <summary>Takes on one word. Taking the same one on again from the same owner changes nothing.</summary>
    /// <exception cref="WordClaimedTwiceException">Somebody else has such a word already.</exception>
    public void Add(Word word, Type owner)
    {
        var kind = word.GetType();
        var owned = new OwnedWord(word, owner);
        if (_words.Contains(owned))
        {
            return;
        }

        foreach (var claim in word.Claims)
        {
            if (!_claims.TryAdd((kind, claim), owned))
            {
                throw new WordClaimedTwiceException(claim, _claims[(kind, claim)], owned);
            }
        }

        _named.Add((kind, word.Name), word);
        _words.Add(owned);
    }

    /// <summary>The words that a class declares, registered or not.</summary>
    public static IEnumerable<Word> WordsOf(Type owner) => owner
        .GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly)
        .Where(f => f.IsInitOnly && f.FieldType.IsAssignableTo(typeof(Word)))
        .Select(f => (Word)f.GetValue(null)!);
}

/// <summary>A word and the class that brings it; its namespace is the room.</summary>
public sealed record OwnedWord(Word Word, Type Owner);

/// <summary>Two rooms claim one name: what one stored, the other would read as its own. The message names both.</summary>
public sealed class WordClaimedTwiceException(string claim, OwnedWord first, OwnedWord second) : Exception(
    $"Two rooms claim {claim} for a word of kind {second.Word.GetType().Name}: {first.Owner.FullName} ({first.Word.Name}) and "
    + $"{second.Owner.FullName} ({second.Word.Name}). Choose another for the one that has stored nothing yet.");
