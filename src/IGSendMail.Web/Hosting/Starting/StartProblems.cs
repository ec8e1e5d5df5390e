using System.Data.Common;
using System.Globalization;
using IGSendMail.Privacy.PersonalData;
using IGSendMail.Privacy.Policy;
using IGSendMail.Privacy.Settings;
using IGSendMail.Storage;
using IGSendMail.Web.Features.Start;
using Microsoft.Data.Sqlite;

namespace IGSendMail.Web.Hosting.Starting;

/// <summary>Puts into one line why the program cannot start or go on: whoever runs it must find the place, and a stack trace hides it.</summary>
internal static class StartProblems
{
    /// <summary>Something outside the program is wrong: a setting, a folder, a database, an address.</summary>
    public const int WrongSetting = 2;

    /// <summary>It was not done.</summary>
    public const int Failed = 1;

    /// <summary>The line and the exit code for a failure.</summary>
    public static (string Line, int Code) Of(Exception failure)
    {
        for (var e = failure; e is not null; e = e.InnerException)
        {
            if (Known(e) is { } line)
            {
                return (OneLine(line), WrongSetting);
            }
        }

        return (OneLine($"That failed, and nothing says why ({failure.GetType().Name}): {failure.Message} The log beneath Data:Folder/logs names the place."), Failed);
    }

    /// <summary>A message without line breaks.</summary>
    public static string OneLine(string text) => string.Join(' ', text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    private static string? Known(Exception failure) => failure switch
    {
        InvalidSettingException or PolicyFileException or NotMigratedException or UnprotectedTrailException or UnfitMachineException
            or WordClaimedTwiceException or OffTheMapException =>
            failure.Message,
        SqliteException sqlite => OfSqlite(sqlite),
        DbException db => $"The database does not answer as it should: {db.Message} Look at ConnectionStrings:IGSendMail and ConnectionStrings:Vault.",
        // The web server says which address, and why.
        IOException { InnerException: Microsoft.AspNetCore.Connections.AddressInUseException } taken =>
            $"{taken.Message} Stop what listens there, or choose another address with ASPNETCORE_URLS.",
        System.Net.Sockets.SocketException socket =>
            $"No address can be listened on: {socket.Message}. Choose one that this machine has and this user may use with ASPNETCORE_URLS (below 1024 that takes a privilege).",
        UnauthorizedAccessException or IOException => $"{failure.Message} Look at Data:Folder and Vault:Folder, whose they are and how much room they have.",
        _ => null,
    };

    private static string OfSqlite(SqliteException failure) =>
        $"A database in Data:Folder or Vault:Folder cannot be used: {Why(failure)}. Look whose the files are and how much room they have.";

    /// <summary>What an SQLite result code means (https://www.sqlite.org/rescode.html), as the end of a sentence.</summary>
    public static string Why(SqliteException failure) => failure.SqliteErrorCode switch
    {
        5 or 6 => "another program holds it",
        8 => "this user may not write it",
        10 => "the disk does not read or write as it should",
        11 => "it is damaged: restore it from a backup",
        13 => "the disk is full",
        14 => "it cannot be opened",
        26 => "it is no database: restore it from a backup, or remove it if it was put there by mistake",
        _ => string.Create(CultureInfo.InvariantCulture, $"{failure.Message.TrimEnd('.')} (code {failure.SqliteErrorCode})"),
    };
}
