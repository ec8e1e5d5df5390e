namespace IGSendMail.Privacy.PersonalData;

/// <summary>Beside it stand the words of the places of the privacy rooms in other languages (<see cref="PlaceTexts"/>).</summary>
internal static class PrivacyPlaces;
