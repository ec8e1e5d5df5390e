namespace IGSendMail.Privacy.PersonalData;

/// <summary>
/// Beside it stand the words for fields and values of the privacy rooms in other languages, as a copy shows them (<see cref="PlaceTexts"/>), and in
/// English for what the program calls by names that are no words of people.
/// </summary>
internal static class PrivacyFields;
