using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace IGSendMail.Storage;

/// <summary>A column that holds a word: its name as text.</summary>
internal sealed class WordName<T>(WordBook words)
    : ValueConverter<T, string>(word => word.Name, name => words.Read<T>(name))
    where T : Word, IStoredWord<T>;
