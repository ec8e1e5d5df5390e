namespace IGSendMail.Platform.Accounts;

/// <summary>Beside it stand the words of the places of accounts, lists and mail in other languages (<see cref="Privacy.PersonalData.PlaceTexts"/>).</summary>
internal static class PlatformPlaces;
