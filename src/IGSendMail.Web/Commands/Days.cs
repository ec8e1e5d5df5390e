using System.CommandLine.Parsing;
using System.Globalization;

namespace IGSendMail.Web.Commands;

/// <summary>Days on the command line: ISO 8601 in the Gregorian calendar, whatever the machine's locale.</summary>
internal static class Days
{
    /// <summary>Reads yyyy-MM-dd, or says what is wrong.</summary>
    public static DateOnly? Read(ArgumentResult argument)
    {
        if (argument.Tokens is [var token]
            && DateOnly.TryParseExact(token.Value, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            && day.Year is >= 1900 and <= 9000)
        {
            return day;
        }

        var option = (argument.Parent as OptionResult)?.Option.Name;
        argument.AddError($"{option} is \"{(argument.Tokens is [var given, ..] ? given.Value : "")}\": it must be a day between 1900 and 9000, written yyyy-MM-dd, such as 2027-01-15.");
        return null;
    }
}
