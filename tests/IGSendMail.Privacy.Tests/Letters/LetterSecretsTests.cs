using IGSendMail.Privacy.Letters;

namespace IGSendMail.Privacy.Tests.Letters;

/// <summary>What a copy leaves out of an e-mail, and what it does not.</summary>
public sealed class LetterSecretsTests
{
    private const string Secret = "q83vEjRWeJCrze8SNFZ4kKvN7xI0VniQq83vEjRWeJA";

    [Theory]
    [InlineData($"Open https://mail.example/privacy/requests/confirm?token={Secret}", "Open " + LetterSecrets.Link)]
    [InlineData($"https://mail.example/u/{Secret}\n\nThe link works until 3 May.", LetterSecrets.Link + "\n\nThe link works until 3 May.")]
    [InlineData($"http://localhost:5080/account/password#{Secret}&lang=de", LetterSecrets.Link)]
    [InlineData("Or type 1234 5678 there.", "Or type " + LetterSecrets.Code + " there.")]
    [InlineData("Code: 12345678.", "Code: " + LetterSecrets.Code + ".")]
    [InlineData("https://mail.example/privacy/versions/2026-01", "https://mail.example/privacy/versions/2026-01")]
    [InlineData("https://mail.example/privacy/requests/AC-X6W5-QE2X", "https://mail.example/privacy/requests/AC-X6W5-QE2X")]
    [InlineData("On 10 November 2026, 07:00 we deleted 1,234,567 records.", "On 10 November 2026, 07:00 we deleted 1,234,567 records.")]
    [InlineData("", "")]
    public void Links_with_a_secret_and_codes_are_left_out_and_nothing_else(string text, string expected) =>
        Assert.Equal((expected, expected != text), (LetterSecrets.LeftOutOf(text), LetterSecrets.Named(text, expected).Count == 1));
}
