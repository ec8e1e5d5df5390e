using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace IGSendMail.Storage;

/// <summary>How plain types are stored, the same for every feature.</summary>
internal static class StorageConventions
{
    public static void Configure(ModelConfigurationBuilder builder, IEngine engine)
    {
        builder.Properties<DateTimeOffset>().HaveConversion<UtcInstant>();
        builder.Properties<Sealed>().HaveConversion<SealedBytes, SealedComparer>();
        builder.Properties<Enum>().HaveConversion<string>().HaveMaxLength(40).AreUnicode(false);
        builder.Properties<Word>().HaveConversion<string>().HaveMaxLength(Word.Longest).AreUnicode(false);
        engine.ConfigureConventions(builder);
    }

    public static void Finish(ModelBuilder builder, StorageModel model)
    {
        foreach (var column in builder.Model.GetEntityTypes()
            .SelectMany(e => e.GetProperties().Where(p => p.ClrType.IsAssignableTo(typeof(Word)))))
        {
            column.SetProviderClrType(null);
            column.SetValueConverter((ValueConverter)Activator.CreateInstance(
                typeof(WordName<>).MakeGenericType(column.ClrType), model.Words)!);
        }

        foreach (var entity in builder.Model.GetEntityTypes().Where(e => typeof(IRevised).IsAssignableFrom(e.ClrType)))
        {
            entity.FindProperty(nameof(IRevised.Revision))!.IsConcurrencyToken = true;
        }

        foreach (var column in builder.Model.GetEntityTypes()
            .Where(e => !typeof(IRevised).IsAssignableFrom(e.ClrType))
            .SelectMany(e => e.GetProperties().Where(p => p.ClrType == typeof(Sealed))))
        {
            // Sealing anew must not overwrite a change; without a revision the old envelope tells.
            column.IsConcurrencyToken = true;
        }

        model.Engine.ConfigureModel(builder);
    }

    /// <summary>SQLite cannot compare or order DateTimeOffset: instants are stored as UTC DateTime.</summary>
    private sealed class UtcInstant() : ValueConverter<DateTimeOffset, DateTime>(
        instant => instant.UtcDateTime,
        stored => new DateTimeOffset(DateTime.SpecifyKind(stored, DateTimeKind.Utc)));

    private sealed class SealedBytes() : ValueConverter<Sealed, byte[]>(
        value => value.Envelope, bytes => new Sealed(bytes));

    private sealed class SealedComparer() : ValueComparer<Sealed>(
        (a, b) => object.Equals(a, b), value => value.GetHashCode(), value => value);
}
