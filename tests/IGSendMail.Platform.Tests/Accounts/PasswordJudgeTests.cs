using IGSendMail.Platform.Accounts;

namespace IGSendMail.Platform.Tests.Accounts;

/// <summary>Passwords are judged by how soon a guesser gets to them.</summary>
public sealed class PasswordJudgeTests
{
    private static readonly string?[] Own = ["ada.lovelace@example.org", "Ada Lovelace", "Analytical Engines", "IGSendMail"];

    [Theory]
    [InlineData("correct horse battery")]
    [InlineData("correct horse battery staple")]
    [InlineData("four calm paper boats")]
    [InlineData("xK9#mP2$vL5@")]
    [InlineData("не пароль вовсе")]
    [InlineData("  spaces count too, all of them  ")]
    public void Several_words_or_a_made_up_one_will_do(string password) => Assert.Null(PasswordJudge.ProblemOf(password, Own));

    [Theory]
    [InlineData("", PasswordProblem.TooShort)]
    [InlineData("elevenchars", PasswordProblem.TooShort)]
    [InlineData("👩‍👩‍👧‍👧👩‍👩‍👧‍👧👩‍👩‍👧‍👧", PasswordProblem.TooShort)]
    [InlineData("aaaaaaaaaaaa", PasswordProblem.EasyToGuess)]
    [InlineData("123456789012", PasswordProblem.EasyToGuess)]
    [InlineData("qwertyuiopas", PasswordProblem.EasyToGuess)]
    [InlineData("passwordpassword", PasswordProblem.EasyToGuess)]
    [InlineData("P@ssw0rd1234", PasswordProblem.EasyToGuess)]
    [InlineData("iloveyou1234", PasswordProblem.EasyToGuess)]
    [InlineData("administrator", PasswordProblem.EasyToGuess)]
    [InlineData("abcabcabcabc", PasswordProblem.EasyToGuess)]
    [InlineData("IGSendMail2026", PasswordProblem.OwnWords)]
    [InlineData("igsendmail igsendmail", PasswordProblem.OwnWords)]
    [InlineData("ada.lovelace@example.org", PasswordProblem.OwnWords)]
    [InlineData("lovelace example", PasswordProblem.EasyToGuess)]
    public void What_a_guesser_tries_early_will_not(string password, PasswordProblem problem) => Assert.Equal(problem, PasswordJudge.ProblemOf(password, Own));

    [Fact]
    public void A_long_one_is_taken_as_it_is_and_its_end_is_not_looked_at()
    {
        const string Good = "correct horse battery staple and a river";

        Assert.Null(PasswordJudge.ProblemOf(Good + new string('a', 200), Own));
        Assert.Equal(PasswordProblem.EasyToGuess, PasswordJudge.ProblemOf(new string('a', 256), Own));
    }

    [Fact]
    public void Missing_and_very_short_own_words_count_for_nothing() => Assert.Null(PasswordJudge.ProblemOf("correct horse battery", [null, "", " ", "o"]));
}
