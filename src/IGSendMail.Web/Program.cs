using IGSendMail.Web.Commands;
using IGSendMail.Web.Hosting;

// The web program is also the operator's command: a first word that is no option is a verb.
return args is [var verb, ..] && !verb.StartsWith('-')
    ? await SiteCommand.RunAsync(args)
    : await Site.RunAsync(args);

/// <summary>The program; tests start the site through it.</summary>
public partial class Program;
