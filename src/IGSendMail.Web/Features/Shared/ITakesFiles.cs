namespace IGSendMail.Web.Features.Shared;

/// <summary>
/// Marks an action that takes a file and reads the form of it by itself. Every other page refuses such a form unread: the
/// framework would keep its files in clear in the temporary folder.
/// </summary>
public interface ITakesFiles;
