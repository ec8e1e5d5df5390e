using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.EntityFrameworkCore.Migrations.Operations;

namespace IGSendMail.Storage.Sqlite;

/// <summary>
/// Makes tables marked with <see cref="RowsTogether"/> WITHOUT ROWID: the rows are stored in key order. A changed column
/// makes a table anew under another name first; its rows stay together all the same.
/// </summary>
internal sealed class RowsTogetherSqlGenerator(
    MigrationsSqlGeneratorDependencies dependencies, IRelationalAnnotationProvider annotations)
    : SqliteMigrationsSqlGenerator(dependencies, annotations)
{
    private const string Rebuilt = "ef_temp_";

    protected override void Generate(
        CreateTableOperation operation, IModel? model, MigrationCommandListBuilder builder, bool terminate = true)
    {
        var name = operation.Name.StartsWith(Rebuilt, StringComparison.Ordinal) ? operation.Name[Rebuilt.Length..] : operation.Name;
        var together = model?.GetEntityTypes().Any(entity =>
            string.Equals(entity.GetTableName(), name, StringComparison.Ordinal)
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
