using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using Broadtape.Feeds;
using Broadtape.Feeds.Hkex;

namespace Broadtape.Tests.Feeds.Hkex;

/// <summary>Every field of the golden captures against what an independent decoder read in them.</summary>
public sealed class GoldenCaptures
{
    readonly record struct Row(int Frame, int Index, int Type, string Name, int Offset, int Length, string Hex)
    {
        public bool IsFiller => Name.Contains("filler", StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("all", 343)]
    [InlineData("fuzz", 6_332)]
    [InlineData("real-messages", 0)]
    public void Every_field_is_what_the_independent_decoder_read(string name, int fields)
    {
        var rows = Rows(name);
        var (compared, fillers) = (0, 0);
        Walk(
            name,
            (frame, index, type, bytes, mirror) =>
            {
                var expected = rows[(frame, index)];
                Assert.Equal(type, expected[0].Type);
                fillers += expected.Count(r => r.IsFiller);
                var read = expected.Where(r => r is { IsFiller: false, Name: not ("msgsize" or "msgtype") }).ToList();
                Assert.Equal(read.Select(r => (r.Name, r.Hex)), mirror.Fields);
                // The view named the field; that it lies there is seen in the bytes themselves.
                foreach (var row in expected)
                    Assert.Equal(row.Hex, Convert.ToHexString(bytes.AsSpan(row.Offset, row.Length)));
                compared += read.Count;
            }
        );
        Assert.True(compared > 250, $"{compared} fields were compared");
        // Beside each message's own size and type.
        if (fields > 0)
            Assert.Equal(fields, rows.Values.Sum(r => r.Count - 2));
    }

    [Theory]
    [InlineData("all")]
    [InlineData("fuzz")]
    [InlineData("real-messages")]
    public void What_is_written_anew_differs_in_fillers_only(string name)
    {
        var rows = Rows(name);
        Walk(
            name,
            (frame, index, type, bytes, mirror) =>
            {
                var before = bytes.ToArray();
                foreach (var filler in rows[(frame, index)].Where(r => r.IsFiller))
                    before.AsSpan(filler.Offset, filler.Length).Clear();
                Assert.Equal(Convert.ToHexString(before), Convert.ToHexString(mirror.Copy[OmdPacket.HeaderSize..]));
            }
        );
    }

    /// <summary>Values another project's handler asserts for messages off the exchange's own lines.</summary>
    [Fact]
    public void Asserted_values_of_real_messages_are_read()
    {
        var vectors = JsonNode.Parse(File.ReadAllText(SharedData.At("golden/omd/real-messages.json")))!["vectors"]!.AsArray();
        var asserted = 0;
        foreach (var vector in vectors)
        {
            var mirror = new OmdMirror();
            OmdDecoder.Decode(Convert.FromHexString((string)vector!["messageHex"]!), ref mirror);
            var at = 0;
            foreach (var pair in vector["expectedInOrder"]!.AsArray())
            {
                var (name, value) = (((string)pair![0]!).ToLowerInvariant(), pair[1]!);
                // How many entries follow is not among the 270, but is read all the same.
                if (name == "group count")
                {
                    at = mirror.Fields.FindIndex(
                        at,
                        f => (f.Name is "itemcount" || f.Name.StartsWith("no", StringComparison.Ordinal)) && Says(f.Hex, value)
                    );
                    Assert.True(at >= 0, $"{vector["name"]}: no list has {value} entries");
                    continue;
                }
                name = name switch
                {
                    "itemtype" => "type",
                    "buysellturnover" => "buyplussellturnover",
                    _ => name,
                };
                var found = mirror.Fields.FindIndex(at, f => f.Name.EndsWith(name, StringComparison.Ordinal) && Says(f.Hex, value));
                Assert.True(found >= 0, $"{vector["name"]} {name} {value} is not among {string.Join(", ", mirror.Fields.Skip(at).Take(6))}");
                at = name is "side" ? 0 : found;
                asserted++;
            }
        }
        Assert.Equal(270, asserted);
    }

    static bool Says(string hex, JsonNode value)
    {
        var bytes = Convert.FromHexString(hex);
        if (value.GetValueKind() == System.Text.Json.JsonValueKind.String)
            return Encoding.ASCII.GetString(bytes).TrimEnd(' ', '\0') == ((string)value!).TrimEnd(' ', '\0');
        Int128 number = 0;
        for (var i = bytes.Length - 1; i >= 0; i--)
            number = number << 8 | bytes[i];
        var signed = bytes.Length < 16 && bytes[^1] >= 0x80 ? number - (Int128.One << (8 * bytes.Length)) : number;
        var expected = Int128.Parse(value.ToJsonString(), CultureInfo.InvariantCulture);
        return number == expected || signed == expected;
    }

    delegate void Visit(int frame, int index, int type, byte[] message, OmdMirror mirror);

    static void Walk(string name, Visit visit)
    {
        using var reader = new PcapReader(File.OpenRead(SharedData.At($"golden/omd/{name}.pcap")), name);
        var seen = 0;
        // Frames are numbered as the capture has them: TCP ones, which are not handed on, included.
        foreach (var frame in Rows(name).Keys.Select(k => k.Frame).Distinct().Order())
        {
            if (TcpFrames(name).Contains(frame))
                continue;
            Assert.True(reader.TryRead(out _, out var payload));
            Assert.True(OmdPacket.TryOpen(payload.ToArray(), out var packet, out var refusal), $"{name} frame {frame}: {refusal}");
            var index = 0;
            foreach (var message in packet)
            {
                var mirror = new OmdMirror();
                OmdDecoder.Decode(message.Bytes, ref mirror);
                visit(frame, ++index, message.Type, message.Bytes.ToArray(), mirror);
                seen++;
            }
        }
        Assert.True(seen > 30);
    }

    static HashSet<int> TcpFrames(string name) =>
        [.. Lines(name).Where(c => c[1] != "udp").Select(c => int.Parse(c[0], CultureInfo.InvariantCulture))];

    static IEnumerable<string[]> Lines(string name) =>
        File.ReadLines(SharedData.At($"golden/omd/{name}.tsv"), Encoding.Latin1).Skip(1).Select(l => l.Split('\t')).Where(c => c.Length >= 11);

    static Dictionary<(int Frame, int Index), List<Row>> Rows(string name) =>
        Lines(name)
            .Where(c => c[6] != "-")
            .Select(c => new Row(Int(c[0]), Int(c[5]), Int(c[6]), c[7], Int(c[8]), Int(c[9]), c[10].ToUpperInvariant()))
            .GroupBy(r => (r.Frame, r.Index))
            .ToDictionary(g => g.Key, g => g.ToList());

    static int Int(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
