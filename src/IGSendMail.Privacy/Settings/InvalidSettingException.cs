namespace IGSendMail.Privacy.Settings;

/// <summary>A setting is missing or wrong; the message names it and the remedy.</summary>
public sealed class InvalidSettingException(string key, string problem, Exception? cause = null)
    : Exception($"The setting {key} {problem}.", cause);
