namespace IGSendMail.Privacy.Erasure;

/// <summary>Where the links of this room's letters lead. Whoever has the pages implements it.</summary>
public interface IErasureLetterLinks
{
    /// <summary>Where anybody checks whether a receipt is ours, in a language such as <c>de</c>.</summary>
    Uri CheckReceipt(string language);
}
