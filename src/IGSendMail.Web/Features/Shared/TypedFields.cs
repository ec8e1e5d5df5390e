namespace IGSendMail.Web.Features.Shared;

/// <summary>
/// A page on which somebody types: what stands around its form must not open the page anew. It knows the fields in the order
/// in which they are shown, so that what is wrong is told in that order and leads to what is really there.
/// </summary>
internal sealed class TypedFields
{
    private readonly List<(string Name, string Id)> _shown = [];

    /// <summary>The fields of the page that is being rendered.</summary>
    public static TypedFields? Of(HttpContext context) => context.Features.Get<TypedFields>();

    /// <summary>Takes a field that is shown; of several with one name, the first one counts.</summary>
    public static void Add(HttpContext context, string name, string id)
    {
        var fields = Of(context) ?? new TypedFields();
        context.Features.Set(fields);
        fields._shown.Add((name, id));
    }

    /// <summary>
    /// Where a field stands among those that are shown, and the id of its control; last of all and without an id if it is
    /// not shown. Case does not matter, as it does not in what a form sends.
    /// </summary>
    public (int Place, string? Id) Find(string name)
    {
        var place = _shown.FindIndex(field => field.Name.Equals(name, StringComparison.OrdinalIgnoreCase));
        return place < 0 ? (int.MaxValue, null) : (place, _shown[place].Id);
    }
}
