using IGSendMail.Web.Commands;
using IGSendMail.Web.Hosting;
using IGSendMail.Web.Hosting.Starting;

Surroundings.Settle();

// The web program is also the operator's command.
var asked = ProgramWords.Read(args);
return asked.Wish == ProgramWish.Site ? await Site.RunAsync(args) : await SiteCommand.RunAsync(asked);

/// <summary>The program; tests start the site through it.</summary>
public partial class Program;
