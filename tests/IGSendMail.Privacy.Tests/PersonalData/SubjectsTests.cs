using IGSendMail.Privacy.Audit;
using IGSendMail.Privacy.PersonalData;

namespace IGSendMail.Privacy.Tests.PersonalData;

/// <summary>Every room adds the identifiers that it knows a person by, whatever the order in which rooms are asked.</summary>
public sealed class SubjectsTests
{
    private static readonly Guid Account = new("a0000000-0000-0000-0000-000000000001");
    private static readonly Guid User = new("b0000000-0000-0000-0000-000000000001");
    private static readonly Guid Request = new("c0000000-0000-0000-0000-000000000001");

    private readonly Room _people = new(IdentifierKind.Account, new Identifier(IdentifierKind.User, User));
    private readonly Room _requests = new(IdentifierKind.User, new Identifier(IdentifierKind.Request, Request));
    private readonly Room _trail = new(IdentifierKind.Request, new Identifier(TrailIdentifiers.Pseudonym, Request));

    [Theory]
    [InlineData(0, 1, 2)]
    [InlineData(2, 1, 0)]
    [InlineData(1, 2, 0)]
    public async Task What_one_room_finds_another_goes_on_from(params int[] order)
    {
        Room[] rooms = [_people, _requests, _trail];

        var subject = await new Subjects(order.Select(i => rooms[i])).OfAccountAsync(Account, default);

        Assert.Equal(
            [(IdentifierKind.Account, Account), (IdentifierKind.User, User), (IdentifierKind.Request, Request), (TrailIdentifiers.Pseudonym, Request)],
            subject.Identifiers.Select(i => (i.Kind, i.Value)));
        Assert.All(rooms, room => Assert.Equal(1, room.Asked));
    }

    [Fact]
    public async Task A_room_is_not_asked_about_what_it_cannot_go_on_from()
    {
        var subject = await new Subjects([_people, _requests]).OfAsync([new Identifier(IdentifierKind.Address, User)], default);

        Assert.Equal(IdentifierKind.Address, Assert.Single(subject.Identifiers).Kind);
        Assert.Equal(0, _people.Asked + _requests.Asked);
    }

    [Fact]
    public async Task Rooms_that_find_each_other_come_to_an_end()
    {
        var back = new Room(IdentifierKind.User, new Identifier(IdentifierKind.Account, Account));

        var subject = await new Subjects([_people, back]).OfAccountAsync(Account, default);

        Assert.Equal([IdentifierKind.Account, IdentifierKind.User], subject.Identifiers.Select(i => i.Kind));
    }

    private sealed class Room(IdentifierKind from, Identifier found) : ISubjectIdentifiers
    {
        public int Asked { get; private set; }

        public IReadOnlyCollection<IdentifierKind> FollowsFrom { get; } = [from];

        public Task<IReadOnlyCollection<Identifier>> FindAsync(DataSubject known, CancellationToken cancellation)
        {
            Asked++;
            return Task.FromResult<IReadOnlyCollection<Identifier>>([found]);
        }
    }
}
