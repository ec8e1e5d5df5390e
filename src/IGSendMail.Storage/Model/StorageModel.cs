using System.Reflection;

namespace IGSendMail.Storage;

/// <summary>What the context is made of: the engine, and the assemblies whose mappings make up the model.</summary>
public sealed record StorageModel(IEngine Engine, IReadOnlyList<Assembly> Assemblies);
