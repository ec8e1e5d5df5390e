using System.Reflection;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;

namespace IGSendMail.Storage;

/// <summary>What the context is made of: the engine, the assemblies whose mappings make up the model, and the words that columns hold.</summary>
public sealed record StorageModel(IEngine Engine, IReadOnlyList<Assembly> Assemblies, WordBook Words);

/// <summary>An assembly whose mappings and data-map entries belong to the model.</summary>
internal sealed record TableAssembly(Assembly Assembly);

/// <summary>A context, whatever its tables.</summary>
internal interface IMadeOf
{
    /// <summary>What it is made of.</summary>
    StorageModel Model { get; }
}

/// <summary>One process may have contexts with different tables or words, as tests do: each set has a model of its own.</summary>
internal sealed class ModelKeyFactory : IModelCacheKeyFactory
{
    public object Create(DbContext context, bool designTime) => context is IMadeOf { Model: var model }
        ? (context.GetType(), designTime, string.Join('|', model.Assemblies.Select(a => a.FullName)), string.Join('|', model.Words.Words.Select(w => w.Word.Name)))
        : (object)(context.GetType(), designTime);
}
