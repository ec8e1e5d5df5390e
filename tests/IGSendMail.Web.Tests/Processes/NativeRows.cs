using SQLitePCL;

namespace IGSendMail.Web.Tests.Processes;

/// <summary>Looks into a file that another process is writing, without waiting for it.</summary>
internal static class NativeRows
{
    static NativeRows() => Batteries.Init();

    /// <summary>How many rows a table of a file has; -1 if there is no such table yet, or the file is busy.</summary>
    public static int Count(string file, string table)
    {
        if (!File.Exists(file))
        {
            return -1;
        }

        // The native calls answer "busy" at once, where a command of the provider would wait and miss the moment.
        if (raw.sqlite3_open_v2(file, out var connection, raw.SQLITE_OPEN_READONLY, null) != raw.SQLITE_OK)
        {
            connection.Dispose();
            return -1;
        }

        using (connection)
        {
            if (raw.sqlite3_prepare_v2(connection, $"SELECT COUNT(*) FROM \"{table}\"", out var count) != raw.SQLITE_OK)
            {
                return -1;
            }

            using (count)
            {
                return raw.sqlite3_step(count) == raw.SQLITE_ROW ? raw.sqlite3_column_int(count, 0) : -1;
            }
        }
    }
}
