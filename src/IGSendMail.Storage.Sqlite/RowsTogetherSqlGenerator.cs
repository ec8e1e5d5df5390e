using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.EntityFrameworkCore.Migrations.Operations;

namespace IGSendMail.Storage.Sqlite;

/// <summary>Makes tables marked with <see cref="RowsTogether"/> WITHOUT ROWID: the rows are stored in key order.</summary>
internal sealed class RowsTogetherSqlGenerator(
    MigrationsSqlGeneratorDependencies dependencies, IRelationalAnnotationProvider annotations)
    : SqliteMigrationsSqlGenerator(dependencies, annotations)
{
    protected override void Generate(
        CreateTableOperation operation, IModel? model, MigrationCommandListBuilder builder, bool terminate = true)
    {
        var together = model?.GetEntityTypes().Any(entity =>
            string.Equals(entity.GetTableName(), operation.Name, StringComparison.Ordinal)
            && entity.FindAnnotation(RowsTogether.Annotation)?.Value is true) ?? false;
        if (!together || !terminate)
        {
            base.Generate(operation, model, builder, terminate);
            return;
        }

        base.Generate(operation, model, builder, terminate: false);
        builder.Append(" WITHOUT ROWID").AppendLine(Dependencies.SqlGenerationHelper.StatementTerminator);
        EndStatement(builder);
    }
}
