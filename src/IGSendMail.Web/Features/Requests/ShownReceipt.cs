using IGSendMail.Privacy.Erasure;

namespace IGSendMail.Web.Features.Requests;

/// <summary>What a receipt says, and the words around it.</summary>
public sealed record ShownReceipt(ReceiptContent Content, RequestPageWords Words);
