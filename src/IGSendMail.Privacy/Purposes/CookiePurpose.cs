using System.Resources;
using IGSendMail.Storage;

namespace IGSendMail.Privacy.Purposes;

/// <summary>
/// What something kept in a browser is for. The room that keeps it makes the purpose. It decides which consent is needed, and
/// its name is part of what a visitor agreed to and is hashed with it: another purpose is another question, other words for the
/// same purpose are not.
/// </summary>
/// <param name="Name">As it is stored and hashed, such as <c>KeepSignedIn</c>.</param>
/// <param name="Category">The category of the policy's clause 8 that it belongs to.</param>
/// <param name="Texts">
/// Its words for people, in every language of the site: <c>Purpose.{Name}</c>, a sentence; <c>Short.{Name}</c> where it is
/// optional, as part of a sentence that says what is new; <c>Lifetime.{key}</c> for each thing of this purpose that a browser
/// keeps for no fixed time; <c>Party.{key}</c> for each other party, with a gap for where it runs.
/// </param>
public sealed record CookiePurpose(string Name, ConsentCategory Category, ResourceManager Texts) : Word(Name);
