namespace IGSendMail.Testing;

/// <summary>Numbers that are the same for a seed on every machine.</summary>
public sealed class SeededNumbers(uint seed)
{
    private uint _state = (seed * 2654435761) ^ 0x9E3779B9 | 1;

    /// <summary>The next number, from 0 to one less than <paramref name="below"/>.</summary>
    public int Next(int below)
    {
        _state ^= _state << 13;
        _state ^= _state >> 17;
        _state ^= _state << 5;
        return (int)(_state % (uint)below);
    }
}
