namespace IGSendMail.Web.Tests.House.Floors;

/// <summary>A type and the room that it stands in: its whole namespace, so that a child namespace is a room of its own.</summary>
internal readonly record struct RoomType(string Room, string Type);

/// <summary>One type uses another.</summary>
internal readonly record struct Use(RoomType From, RoomType To);
