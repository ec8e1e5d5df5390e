using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace IGSendMail.MixedWork;

/// <summary>A decision of the business: it stands together with its lines and its letter, or not at all.</summary>
public sealed class Order
{
    /// <summary>Lines of every order.</summary>
    public const int Lines = 3;

    /// <summary>Row key.</summary>
    public required Guid Id { get; init; }

    /// <summary>The outbox key of its letter.</summary>
    public static string LetterKey(Guid id) => $"order/{id:N}";

    internal sealed class Mapping : IEntityTypeConfiguration<Order>
    {
        public void Configure(EntityTypeBuilder<Order> table) => table.ToTable("MixedOrders");
    }
}

/// <summary>A line of an order.</summary>
public sealed class OrderLine
{
    /// <summary>Row key.</summary>
    public required Guid Id { get; init; }

    /// <summary>The order.</summary>
    public required Guid OrderId { get; init; }

    internal sealed class Mapping : IEntityTypeConfiguration<OrderLine>
    {
        public void Configure(EntityTypeBuilder<OrderLine> table) => table.ToTable("MixedOrderLines");
    }
}

/// <summary>
/// A slice of leased work, noted by whoever did it. Nothing in the table keeps a number from being there twice: only
/// the lease does.
/// </summary>
public sealed class DoneSlice
{
    /// <summary>Row key.</summary>
    public required Guid Id { get; init; }

    /// <summary>Which slice.</summary>
    public required int Number { get; init; }

    /// <summary>The lease under which it was done.</summary>
    public required long FencingToken { get; init; }

    internal sealed class Mapping : IEntityTypeConfiguration<DoneSlice>
    {
        public void Configure(EntityTypeBuilder<DoneSlice> table)
        {
            table.ToTable("MixedSlices");
            table.HasIndex(s => s.Number);
        }
    }
}

/// <summary>The tables that the product does not have; no migration makes them.</summary>
public static class MixedTables
{
    /// <summary>Makes them in a database that was migrated before.</summary>
    public static async Task MakeAsync(DbContext db)
    {
        foreach (var statement in new[]
        {
            """CREATE TABLE "MixedOrders" ("Id" BLOB NOT NULL PRIMARY KEY)""",
            """CREATE TABLE "MixedOrderLines" ("Id" BLOB NOT NULL PRIMARY KEY, "OrderId" BLOB NOT NULL)""",
            """CREATE TABLE "MixedSlices" ("Id" BLOB NOT NULL PRIMARY KEY, "Number" INTEGER NOT NULL, "FencingToken" INTEGER NOT NULL)""",
            """CREATE INDEX "IX_MixedSlices_Number" ON "MixedSlices" ("Number")""",
        })
        {
            await db.Database.ExecuteSqlRawAsync(statement);
        }
    }
}
