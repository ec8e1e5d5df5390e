namespace IGSendMail.Platform.Accounts;

/// <summary>
/// Beside it stand the words for fields and values of accounts, lists and mail in other languages, as a copy shows them
/// (<see cref="Privacy.PersonalData.PlaceTexts"/>), and in English for what the program calls by names that are no words of people.
/// </summary>
internal static class PlatformFields;
