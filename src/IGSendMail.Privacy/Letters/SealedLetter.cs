using System.Text.Json;

namespace IGSendMail.Privacy.Letters;

/// <summary>A letter as it is sealed: the name of its kind and its properties.</summary>
public sealed record SealedLetter(string Type, JsonElement Letter);
