namespace Broadtape.Fuzz;

/// <summary>A right input, a little wrong: bytes changed, numbers pushed to their ends, parts left out, doubled or taken from another.</summary>
static class Mutation
{
    static readonly byte[] Ends = [0, 1, 0x7F, 0x80, 0xFF];

    internal static byte[] Of(Random random, IReadOnlyList<byte[]> pool)
    {
        var bytes = pool[random.Next(pool.Count)].ToList();
        for (var i = 1 + random.Next(6); i > 0 && bytes.Count > 0; i--)
        {
            var at = random.Next(bytes.Count);
            switch (random.Next(7))
            {
                case 0:
                    bytes[at] = (byte)random.Next(256);
                    break;
                case 1:
                    bytes[at] ^= (byte)(1 << random.Next(8));
                    break;
                case 2:
                    for (var n = random.Next(1, 9); n > 0 && at < bytes.Count; n--, at++)
                        bytes[at] = Ends[random.Next(Ends.Length)];
                    break;
                case 3:
                    bytes.RemoveRange(at, Math.Min(bytes.Count - at, random.Next(1, 20)));
                    break;
                case 4:
                    bytes.InsertRange(at, bytes.GetRange(at, Math.Min(bytes.Count - at, random.Next(1, 40))));
                    break;
                case 5:
                    var other = pool[random.Next(pool.Count)];
                    var from = random.Next(other.Length + 1);
                    bytes.InsertRange(at, other[from..Math.Min(other.Length, from + random.Next(80))]);
                    break;
                case 6:
                    bytes.RemoveRange(at, bytes.Count - at);
                    break;
            }
        }
        return [.. bytes.Take(4_096)];
    }
}
