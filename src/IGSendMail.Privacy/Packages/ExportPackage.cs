using IGSendMail.Privacy.PersonalData;
using IGSendMail.Privacy.Settings;
using IGSendMail.Storage;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Microsoft.Extensions.Logging;

namespace IGSendMail.Privacy.Packages;

/// <summary>A finished export package. The row goes with its file: after the retention period, or with an erasure.</summary>
public sealed class ExportPackage
{
    /// <summary>The request it answers.</summary>
    public required Guid RequestId { get; init; }

    /// <summary>The account it is about, if there is one.</summary>
    public Guid? AccountId { get; init; }

    /// <summary>Name of the file in its owner's folder beneath <see cref="DataOptions.Exports"/>.</summary>
    public required string FileName { get; init; }

    /// <summary>Size in bytes as it is downloaded; on disk it is sealed.</summary>
    public required long Bytes { get; init; }

    /// <summary>SHA-256 of the file as it is downloaded, in lower-case hexadecimal.</summary>
    public required string Sha256 { get; init; }

    public required long Records { get; init; }

    /// <summary>When it was made; the retention period counts from here.</summary>
    public required DateTimeOffset MadeAt { get; init; }

    /// <summary>Whose folder the file lies in.</summary>
    public Guid OwnerId => AccountId ?? RequestId;

    /// <summary>Where the sealed file stands.</summary>
    public SealedFilePlace FilePlace => FilePlaceOf(
        AccountId is { } account ? PersonKeys.Account.Of(account) : PersonKeys.Request.Of(RequestId), FileName);

    /// <summary>Where a package stands: under the account's key, or the request's if there is no account.</summary>
    public static SealedFilePlace FilePlaceOf(KeyOwner owner, string name) => new(DataOptions.ExportsName, owner, name);

    internal sealed class Mapping : IEntityTypeConfiguration<ExportPackage>
    {
        public void Configure(EntityTypeBuilder<ExportPackage> table)
        {
            table.ToTable("ExportPackages");
            table.HasKey(p => p.RequestId);
            table.Ignore(p => p.OwnerId);
            table.Ignore(p => p.FilePlace);
            table.Property(p => p.FileName).HasMaxLength(100).IsUnicode(false);
            table.Property(p => p.Sha256).HasMaxLength(64).IsUnicode(false);
            table.HasIndex(p => p.AccountId);
            table.HasIndex(p => p.MadeAt);
        }
    }
}

internal sealed class ExportPackageEntry : DataMapEntry<ExportPackage>
{
    protected override void Describe(MappedTable<ExportPackage> table) => table
        .Holds("Copies of your data that we made for you to download", DataCategory.Accountability, DataOwner.Requester)
        .UsedFor(LawfulBasis.LegalObligation, Purpose.LegalObligations)
        .AnswersTo(IdentifierKind.Request, p => p.RequestId)
        .AnswersTo(IdentifierKind.Account, p => p.AccountId)
        .Personal(p => p.FileName, "Name of the file")
        .Personal(p => p.Bytes, "Size of the file")
        .Personal(p => p.Sha256, "Check value of the file")
        .Personal(p => p.Records, "How many records are in it")
        .Personal(p => p.MadeAt, "When it was made")
        .ExpiresAfter(PackagePeriods.Exports, p => p.MadeAt);
}

/// <summary>Opens finished packages for their download.</summary>
public sealed class PackageFiles(SealedFiles files, DataOptions data, ILogger<PackageFiles> log)
{
    /// <summary>The package in clear as a stream; null if it is gone, its owner is being erased, or it was damaged.</summary>
    public async Task<Stream?> OpenAsync(ExportPackage package, CancellationToken cancellation)
    {
        var file = Path.Combine(OwnerFolder.Of(data.Exports, package.OwnerId), package.FileName);
        try
        {
            return await files.OpenAsync(file, package.FilePlace, cancellation);
        }
        catch (Exception gone) when (gone is FileNotFoundException or DirectoryNotFoundException or KeyDestroyedException)
        {
            // By age, or by an erasure that has begun.
            return null;
        }
        catch (UnsealException damaged)
        {
            log.PackageNotOpened(damaged, package.RequestId);
            return null;
        }
    }
}
