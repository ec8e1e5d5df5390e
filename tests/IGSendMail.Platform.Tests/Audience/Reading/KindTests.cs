using System.Text;
using IGSendMail.Platform.Audience.Reading;

namespace IGSendMail.Platform.Tests.Audience.Reading;

/// <summary>Kinds of files, told in a table each.</summary>
public sealed class KindTests
{
    private static readonly Encoding Western = CodePagesEncodingProvider.Instance.GetEncoding(1252)!;

    public static TheoryData<string, string, string> Tables => new()
    {
        { "tab and an address with a comma in the name", "name\temail\nDoe, Ann\tann@example.org\n", "2: ann@example.org|name=Doe, Ann" },
        { "vertical bar", "email|name\nann@example.org|Ann\n", "2: ann@example.org|name=Ann" },
        { "semicolons around numbers with commas", "email;sum\nann@example.org;1,50\nbob@example.org;2,00\n", "2: ann@example.org|sum=1,50; 3: bob@example.org|sum=2,00" },
        { "commas around values with semicolons", "email,tags\nann@example.org,a;b;c\nbob@example.org,d;e;f\n", "2: ann@example.org|tags=a;b;c; 3: bob@example.org|tags=d;e;f" },
        { "a quoted name with the other separator", "\"E-Mail, privat\";Ort\nann@example.org;Ulm\n", "2: ann@example.org|Ort=Ulm" },
        { "sep with another character", "sep=^\nemail^name\nann@example.org^Ann\n", "3: ann@example.org|name=Ann" },
        { "sep in capitals and quotes", "\"SEP=;\"\nemail;name\nann@example.org;Ann\n", "3: ann@example.org|name=Ann" },
        { "sep and a tab", "sep=\t\nemail\tname\nann@example.org\tAnn\n", "3: ann@example.org|name=Ann" },
        { "sep behind a mark", "\uFEFFsep=;\r\nemail;name\r\nann@example.org;Ann\r\n", "3: ann@example.org|name=Ann" },
        { "backslash before quote marks", "email,note\nann@example.org,\"He said \\\"no\\\"\nbob@never.example,x\nbye\"\ncy@example.org,fine\n", "2: ann@example.org|note=He said \"no\"\nbob@never.example,x\nbye; 5: cy@example.org|note=fine" },
        { "a backslash at the end of a value is only that", "email,path,note\nann@example.org,\"C:\\dir\\\",\"x\"\n", "2: ann@example.org|path=C:\\dir\\|note=x" },
        { "spaces before quote marks", "email, \"last, first\", city\nann@example.org, \"Doe, Ann\" , Ulm\n", "2: ann@example.org|last, first=Doe, Ann|city=Ulm" },
        { "lone returns", "email;name\rann@example.org;Ann\rbob@example.org;Bob", "2: ann@example.org|name=Ann; 3: bob@example.org|name=Bob" },
        { "a header behind blank rows and a title", ";;\n\nContacts of 2026;;\n;;\nname;email;city\nAnn;ann@example.org;Ulm\n", "6: ann@example.org|name=Ann|city=Ulm" },
        { "no header at all", "ann@example.org,Ann\nbob@example.org,Bob\n", "1: ann@example.org|column 2=Ann; 2: bob@example.org|column 2=Bob" },
        { "one column without header", "ann@example.org\r\nbob@example.org\r\n", "1: ann@example.org; 2: bob@example.org" },
        { "two e-mail columns, the second seldom filled", "E-mail 1 - Value,E-mail 2 - Value\nann@example.org,\nbob@example.org,b@example.org\n", "2: ann@example.org|E-mail 2 - Value=; 3: bob@example.org|E-mail 2 - Value=b@example.org" },
        { "two e-mail columns, the first never filled", "Email 1,Email 2\n,ann@example.org\n,bob@example.org\n", "2: ann@example.org|Email 1=; 3: bob@example.org|Email 1=" },
        { "a column called mail that says yes or no", "Mail,Email\nyes,ann@example.org\nno,bob@example.org\n", "2: ann@example.org|Mail=yes; 3: bob@example.org|Mail=no" },
        { "a column called mail that says yes or no, and one without a name that fits", "Mail,Kontakt\nyes,ann@example.org\nno,bob@example.org\n", "2: ann@example.org|Mail=yes; 3: bob@example.org|Mail=no" },
        { "the one column that holds addresses", "who,where\nAnn,ann@example.org\nBob,bob@example.org\n", "2: ann@example.org|who=Ann; 3: bob@example.org|who=Bob" },
        { "names beside the address column", "E-mail Type,E-mail Display Name,E-mail Address\nSMTP,Ann (ann@example.org),ann@example.org\n", "2: ann@example.org|E-mail Type=SMTP|E-mail Display Name=Ann (ann@example.org)" },
        { "space that does not break", "email,name\n\u00A0ann@example.org\u00A0,Ann\u00A0Doe\n\u00A0,\u00A0\n", "2: ann@example.org|name=Ann\u00A0Doe" },
        { "quoted nothing", "email,name\n\"\",\"\"\nann@example.org,\"\"\n", "3: ann@example.org|name=" },
        { "separators at the end of all rows", "email;name;;;\nann@example.org;Ann;;;\n", "2: ann@example.org|name=Ann" },
        { "a value in a column without a name", "email,name,\nann@example.org,Ann,x\nbob@example.org,Bob,\n", "2: ann@example.org|name=Ann|column 3=x; 3: bob@example.org|name=Bob" },
        { "quote marks that open nothing", "email,size\nann@example.org,5\" nails, \nbob@example.org,6\"\n", "2: ann@example.org|size=5\" nails; 3: bob@example.org|size=6\"" },
        { "the only person in a row with a fault, and an address on a line of a note", "E-Mail|name\nann@example.org|\"\nx@never.example\n\"|\"write\"x\" to\"\n", "2: Something follows a closing quote mark in column 3 of this row (lines 2 to 4, none of which was taken). Write a quote mark inside a value twice (\"\") and upload the row again." },
        { "an address on a line of its own in a note, and none in the column that is called so", "note,Correo electrónico\n\"\nx@never.example\n\",nobody\n", "2: Column 2 (e-mail) does not hold one valid e-mail address: there is no @. It should look like name@example.com. Then upload the row again." },
        { "nobody in the column that is called so, and an address on a line of a note", "email;note\nnobody;\"a\nx@never.example\nb\"\nno one;\"a\nx@never.example\nb\"\n", "2: Column 1 (e-mail) does not hold one valid e-mail address: there is no @. It should look like name@example.com. Then upload the row again.; 5: Column 1 (e-mail) does not hold one valid e-mail address: there is a space inside (U+0020). Remove it, and write one address only. Then upload the row again." },
        { "a code point that is no character", "email,na\uFFFEme\nann@example.org,A\uFFFEnn\n\uFFFE,Bob\n", "2: ann@example.org|na\uFFFEme=A\uFFFEnn; 3: Column 1 (e-mail) does not hold one valid e-mail address: it contains a character that cannot be seen (U+FFFE). Delete the address and type it anew. Then upload the row again." },
        { "names in capitals with signs around", "*E-MAIL ADDRESS*,Name\nann@example.org,Ann\n", "2: ann@example.org|Name=Ann" },
    };

    public static TheoryData<string, string> AddressNames
    {
        get
        {
            var names = new TheoryData<string, string>();
            foreach (var name in (string[])
            [
                "Email", "E-Mail", "e-mail address", "EMAIL_ADDRESS", "Email Address", "Contact Email", "Work Email", "Email 1", "Email (required)",
                "Primary Email", "user_email", "Customer e-mail", "E-mail 1 - Value", "E-mail Address", "Mail", "mailaddress",
                "E-Mail-Adresse", "Mailadresse", "E-Mail (privat)", "E-Mail geschäftlich", "E-Mail 1",
                "Adresse e-mail", "Courriel", "Adresse électronique", "Adresse de courrier électronique", "Mél", "Adresse de messagerie", "E-mail professionnel",
                "Correo electrónico", "Correo", "Dirección de correo electrónico", "Correo electrónico (trabajo)", "CORREO ELECTRONICO",
                "Indirizzo e-mail", "Posta elettronica", "E-mailadres", "Endereço de e-mail", "Correio eletrônico", "E-postadress", "Adres e-mail",
            ])
            {
                names.Add(name, "Other");
            }

            return names;
        }
    }

    [Theory]
    [MemberData(nameof(Tables))]
    public async Task A_table_is_understood(string what, string file, string expected)
    {
        var shown = (await ReadFile.OfAsync(Encoding.UTF8.GetBytes(file))).Show();

        Assert.True(expected == shown, $"{what}: {shown}");
    }

    [Theory]
    [MemberData(nameof(Tables))]
    public async Task It_is_understood_in_UTF_16_too(string what, string file, string expected)
    {
        foreach (var encoding in new[] { Encoding.Unicode, Encoding.BigEndianUnicode })
        {
            var shown = (await ReadFile.OfAsync([.. encoding.GetPreamble(), .. encoding.GetBytes(file.TrimStart('\uFEFF'))])).Show();

            Assert.True(expected == shown, $"{what}: {shown}");
        }
    }

    [Theory]
    [MemberData(nameof(AddressNames))]
    public async Task The_email_column_is_known_by_its_name_when_its_rows_are_wrong(string name, string other)
    {
        var read = await ReadFile.OfAsync(Encoding.UTF8.GetBytes($"{other};{name}\nx;nobody\n"));

        Assert.Equal(name, read.Reading.Names[read.Reading.AddressColumn]);
    }

    [Theory]
    [InlineData("email;name\r\nzoe@example.org;“Zoë” – naïve\r\n")]
    [InlineData("E-Mail;Straße\r\nann@example.org;Allee 1\r\n")]
    [InlineData("email\r\nann@example.org\r\nœuvre € ™ Ÿ\r\n")]
    public async Task Windows_1252_is_known_by_what_UTF_8_cannot_be(string file)
    {
        var read = await ReadFile.OfAsync(Western.GetBytes(file));
        var same = await ReadFile.OfAsync(Encoding.UTF8.GetBytes(file));

        Assert.Equal((FileEncoding.Windows1252, FileEncoding.Utf8), (read.Reading.Encoding, same.Reading.Encoding));
        Assert.Equal(same.Show(), read.Show());
    }

    [Fact]
    public async Task UTF_16_without_its_mark_is_seen()
    {
        var read = await ReadFile.OfAsync(Encoding.Unicode.GetBytes("email\tname\r\nzoe@example.org\tZoë"));

        Assert.Equal("2: zoe@example.org|name=Zoë", read.Show());
    }

    [Fact]
    public async Task An_accent_at_the_end_of_a_large_file_decides_for_all_of_it()
    {
        var file = new StringBuilder("email,name\r\nfirst@example.org,Renée\r\n");
        for (var i = 0; i < 20_000; i++)
        {
            file.Append($"p{i}@example.org,Person {i}\r\n");
        }

        var read = await ReadFile.OfAsync(Western.GetBytes(file.ToString()));

        Assert.Equal(20_001, read.People.Count());
        Assert.Equal("Renée", read.Rows[0].Person!.Attributes["name"]);
    }

    public static TheoryData<string, byte[], string> Unreadable => new()
    {
        { "mixed", [.. "email,name\nann@example.org,Z\u00f6e\nbob@example.org,\u00c4\u00d6\u00dc\ncy@example.org,J"u8, 0xF6, .. "rg\n"u8], "The file is written in two ways: line 2 is UTF-8, line 4 is not." },
        { "a mark that lies", [0xEF, 0xBB, 0xBF, .. "email\nann@example.org\nJ"u8, 0xF6, .. "rg\n"u8], "The file is to be read as UTF-8, but line 3 holds bytes that are none." },
        { "Mac Roman", [.. "email,name\nann@example.org,Ren"u8, 0x8E, .. " Fran"u8, 0x8D, .. "ois\n"u8], "The file is neither UTF-8 nor Windows-1252 (first seen on line 2)." },
        { "UTF-32", Encoding.UTF32.GetPreamble().Concat(Encoding.UTF32.GetBytes("email\nann@example.org\n")).ToArray(), "The file is written in UTF-32." },
        { "a workbook of old", [0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, 0, 0], "This is a workbook of Excel" },
        { "a LibreOffice workbook", [.. "PK\u0003\u0004mimetypeapplication/vnd.oasis.opendocument.spreadsheetPK"u8], "This is a workbook of LibreOffice" },
        { "JSON", [.. "[\n {\"email\": \"ann@example.org\"}]"u8], "This is JSON" },
        { "JSON lines", [.. "{\"email\": \"ann@example.org\"}\n"u8], "This is JSON" },
        { "HTML", [.. "\n<!DOCTYPE html><table><tr><td>email"u8], "This is a web page (HTML)" },
        { "XML", [.. "<?xml version=\"1.0\"?><people/>"u8], "This is XML" },
        { "vCard", [.. "BEGIN:VCARD\r\nEMAIL:ann@example.org\r\n"u8], "These are address cards (vCard)" },
        { "LDIF", [.. "dn: cn=Ann,mail=ann@example.org\n"u8], "This is an address book as LDIF" },
        { "PDF", [.. "%PDF-1.7 ..."u8], "This is a PDF document" },
        { "another separator", [.. "email^name\nann@example.org^Ann\n"u8], "The values seem to be separated by “^”" },
        { "two columns of addresses without a name", [.. "a,b\nann@example.org,x@example.org\nbob@example.org,y@example.org\n"u8], "Columns 1 and 2 hold addresses, and none is called “email”." },
        { "no addresses", [.. "name;city\nAnn;Ulm\n"u8], "The first row names no e-mail column among its 2 columns (separated by semicolon)" },
        { "too many columns", Encoding.ASCII.GetBytes("email" + string.Concat(Enumerable.Range(1, 100).Select(i => $",c{i}")) + "\nann@example.org\n"), "The first row has 101 columns; 100 are the most." },
        { "a name too long", Encoding.ASCII.GetBytes($"email,{new string('x', 201)}\nann@example.org,1\n"), "The name of column 2 has 201 characters; 200 are the most." },
        { "marks and blank lines only", [0xEF, 0xBB, 0xBF, .. "\r\n;;\r\n  ,\r\n"u8], "The file holds no rows: nothing but blank lines." },
    };

    [Theory]
    [MemberData(nameof(Unreadable))]
    public async Task A_file_that_cannot_be_read_is_told_why(string what, byte[] file, string reason)
    {
        var refused = await Assert.ThrowsAsync<UnreadableFileException>(() => ReadFile.OfAsync(file));

        Assert.True(refused.Message.StartsWith(reason, StringComparison.Ordinal), $"{what}: {refused.Message}");
        Assert.DoesNotContain("ann@example.org", refused.Message, StringComparison.Ordinal);
    }

    public static TheoryData<string, string, string> Faults => new()
    {
        { "unescaped quote marks in a value of several lines", "email,note\nann@example.org,\"He said \"no\"\nx@never.example,x\nbye\"\ncy@example.org,fine\n", "2: Something follows a closing quote mark in column 2 of this row (lines 2 to 4; 5: cy@example.org" },
        { "a lone quote mark in a quoted value", "\"email\",\"size\"\n\"ann@example.org\",\"5\" nails\"\n\"bob@example.org\",\"B\"\n", "2: Something follows a closing quote mark in column 2 of this row.; 3: bob@example.org" },
        { "two addresses", "email\nann@example.org, \nann@example.org; bob@example.org\n", "2: ann@example.org; 3: Column 1 (e-mail) holds more than one address" },
        { "an address with a name", "email\nAnn <ann@example.org>\nbob@example.org\n", "2: Column 1 (e-mail) holds a name beside the address; 3: bob@example.org" },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task A_reason_is_found(string what, string file, string expected)
    {
        var rows = (await ReadFile.OfAsync(Encoding.UTF8.GetBytes(file))).Rows;

        var parts = expected.Split("; ");
        Assert.True(parts.Length == rows.Count, what);
        Assert.All(parts.Zip(rows), pair => Assert.StartsWith(
            pair.First, $"{pair.Second.Line}: {pair.Second.Problem ?? pair.Second.Person!.Address}", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(70_000)]
    [InlineData(400_000)]
    public async Task A_value_that_is_too_long_is_skipped_to_its_end_in_every_encoding(int length)
    {
        var file = $"email,note\nann@example.org,\"{new string('ü', length)}\nx@never.example,x\n\",\nbob@example.org,fine\n";
        foreach (var bytes in new[] { Encoding.UTF8.GetBytes(file), Western.GetBytes(file), [0xFF, 0xFE, .. Encoding.Unicode.GetBytes(file)] })
        {
            var read = await ReadFile.OfAsync(bytes);

            Assert.Equal(["bob@example.org"], read.People);
            Assert.Equal((2, 5), (read.Rows[0].Line, read.Rows[1].Line));
            Assert.StartsWith("The row is longer than 64 KB (lines 2 to 4", read.Rows[0].Problem, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task What_the_customer_chose_is_not_looked_for()
    {
        var file = "a|b;work mail|x;private mail\nann@example.org|1;a@example.org|2;ann.home@example.org\n"u8.ToArray();

        var read = await ReadFile.OfAsync(file, new FileChoices(Separator: ';', AddressColumn: 2));

        Assert.Equal(["ann.home@example.org"], read.People);
    }
}
