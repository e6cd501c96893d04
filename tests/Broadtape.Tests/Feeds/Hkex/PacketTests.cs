using Broadtape.Feeds.Hkex;
using CsCheck;

namespace Broadtape.Tests.Feeds.Hkex;

public sealed class PacketTests
{
    /// <summary>Counts what it is handed, and touches the parts of each whose place depends on its content.</summary>
    sealed class Counter
    {
        public List<(uint Number, ushort Type)> Seen { get; } = [];

        public void Walk(OmdPacket packet)
        {
            foreach (var message in packet)
            {
                var mirror = new OmdMirror();
                OmdDecoder.Decode(message.Bytes, ref mirror);
                Seen.Add((message.Number, message.Type));
            }
        }
    }

    static byte[] Packet(uint number, int count)
    {
        var writer = new OmdPacketWriter(new byte[OmdPacketWriter.SizeMost]);
        for (var i = 0; i < count; i++)
        {
            Assert.True(writer.TryAdd(NominalPrice.Type, NominalPrice.Size, out var message));
            _ = new NominalPrice(message) { SecurityCode = 700, Price = 612_500 + i };
        }
        return writer.Finish(number, 1_767_888_480_000_000_000).ToArray();
    }

    [Fact]
    public void A_heartbeat_has_no_message_and_says_the_number_of_the_last()
    {
        Assert.True(OmdPacket.TryOpen(Packet(41, 0), out var packet, out _));
        Assert.True(packet.IsHeartbeat);
        Assert.Equal((41u, 1_767_888_480_000_000_000ul), (packet.Number, packet.SendTime));
        var counter = new Counter();
        counter.Walk(packet);
        Assert.Empty(counter.Seen);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(121)]
    public void Messages_are_numbered_on_from_the_packets_number(int count)
    {
        Assert.True(OmdPacket.TryOpen(Packet(7, count), out var packet, out _));
        var counter = new Counter();
        counter.Walk(packet);
        Assert.Equal(Enumerable.Range(7, count).Select(n => ((uint)n, NominalPrice.Type)), counter.Seen);
    }

    [Fact]
    public void A_packet_of_255_messages_is_read()
    {
        var bytes = new byte[OmdPacket.HeaderSize + 255 * OmdMessage.HeaderSize];
        bytes.AsSpan().U16(0, (ushort)bytes.Length);
        bytes[2] = 255;
        for (var i = 0; i < 255; i++)
            bytes.AsSpan(OmdPacket.HeaderSize + 4 * i).U32(0, 999u << 16 | 4);
        Assert.True(OmdPacket.TryOpen(bytes, out var packet, out _));
        var counter = new Counter();
        counter.Walk(packet);
        Assert.Equal(255, counter.Seen.Count);
    }

    [Fact]
    public void A_writer_takes_no_more_than_a_datagram_and_255_messages()
    {
        var writer = new OmdPacketWriter(new byte[4_000]);
        while (writer.TryAdd(NominalPrice.Type, NominalPrice.Size, out _)) { }
        Assert.Equal((OmdPacketWriter.SizeMost - OmdPacket.HeaderSize) / NominalPrice.Size, writer.Count);
        writer = new(new byte[4_000]);
        while (writer.TryAdd(999, OmdMessage.HeaderSize, out _)) { }
        Assert.Equal(255, writer.Count);
    }

    [Fact]
    public void An_unknown_type_is_passed_over_and_a_longer_message_read_as_far_as_it_is_known()
    {
        var writer = new OmdPacketWriter(new byte[OmdPacketWriter.SizeMost]);
        Assert.True(writer.TryAdd(999, 23, out _));
        Assert.True(writer.TryAdd(NominalPrice.Type, NominalPrice.Size + 9, out var longer));
        _ = new NominalPrice(longer) { SecurityCode = 5, Price = 1 };
        Assert.True(writer.TryAdd(TradeCancel.Type, TradeCancel.Size, out _));
        Assert.True(OmdPacket.TryOpen(writer.Finish(1, 0), out var packet, out _));
        var counter = new Counter();
        counter.Walk(packet);
        Assert.Equal([(1u, (ushort)999), (2u, NominalPrice.Type), (3u, TradeCancel.Type)], counter.Seen);
    }

    [Fact]
    public void Bytes_behind_the_packet_and_garbage_in_fillers_are_not_looked_at()
    {
        var bytes = Packet(7, 3);
        bytes[3] = 0x5a;
        Assert.True(OmdPacket.TryOpen([.. bytes, 1, 2, 3], out var packet, out _));
        Assert.Equal(3, packet.MessageCount);
    }

    [Theory]
    [InlineData("header", nameof(OmdRefusal.HeaderCut))]
    [InlineData("size above", nameof(OmdRefusal.SizeUnlike))]
    [InlineData("size below", nameof(OmdRefusal.SizeUnlike))]
    [InlineData("cut", nameof(OmdRefusal.MessageCut))]
    [InlineData("count above", nameof(OmdRefusal.MessageCut))]
    [InlineData("message of 3", nameof(OmdRefusal.MessageCut))]
    [InlineData("message short", nameof(OmdRefusal.MessageShort))]
    [InlineData("count below", nameof(OmdRefusal.BytesLeft))]
    public void A_packet_that_does_not_hold_together_is_refused_with_its_reason(string wrong, string reason)
    {
        var bytes = Packet(7, 3);
        var span = bytes.AsSpan();
        switch (wrong)
        {
            case "header":
                bytes = bytes[..15];
                break;
            case "size above":
                span.U16(0, (ushort)(bytes.Length + 1));
                break;
            case "size below":
                span.U16(0, 15);
                break;
            case "cut":
                span.U16(0, (ushort)(bytes.Length - 5));
                break;
            case "count above":
                bytes[2] = 4;
                break;
            case "message of 3":
                span.U16(16, 3);
                break;
            case "message short":
                // The first two become one of an unknown type's size; the third says it is a trade.
                span.U16(16 + 2 * NominalPrice.Size + 2, Trade.Type);
                break;
            case "count below":
                bytes[2] = 2;
                break;
        }
        Assert.False(OmdPacket.TryOpen(bytes, out _, out var refusal));
        Assert.Equal(reason, refusal.ToString());
    }

    [Fact]
    public void A_list_that_says_more_entries_than_lie_there_is_refused()
    {
        foreach (
            var (type, size, countAt) in new[]
            {
                (AggregateOrderBookUpdate.Type, AggregateOrderBookUpdate.Size, 11),
                (BrokerQueue.Type, BrokerQueue.Size, 8),
                (SecurityDefinition.Type, SecurityDefinition.Size, 542),
                (LiquidityProvider.Type, LiquidityProvider.Size, 8),
                (News.Type, News.Size, 346),
                (News.Type, News.Size, 350),
                (News.Type, News.Size, 354),
            }
        )
        {
            var writer = new OmdPacketWriter(new byte[OmdPacketWriter.SizeMost]);
            Assert.True(writer.TryAdd(type, size, out var message));
            message[countAt] = 1;
            Assert.False(OmdPacket.TryOpen(writer.Finish(1, 0), out _, out var refusal));
            Assert.Equal(OmdRefusal.MessageShort, refusal);
        }
    }

    /// <summary>Whatever comes off a line: refused, or every field of every message can be read.</summary>
    [Fact]
    public void No_bytes_make_the_decoder_read_beyond_them() =>
        Gen.Select(Gen.Int[0, 40].Array[0, 6], Gen.Byte.Array[0, 1_400], Gen.Int[0, 3])
            .Sample(
                (types, noise, kind) =>
                {
                    ushort[] known = [10, 11, 13, 22, 53, 54, 71, 52, 60, 30];
                    var bytes = new byte[OmdPacketWriter.SizeMost];
                    var writer = new OmdPacketWriter(bytes);
                    foreach (var t in types)
                        if (writer.TryAdd(known[t % known.Length], 4 + noise.Length / 7 % 700, out var message))
                            noise.AsSpan(0, Math.Min(noise.Length, message.Length - 4)).CopyTo(message[4..]);
                    var packet = kind == 0 ? [.. noise] : writer.Finish(1, 2).ToArray();
                    if (kind == 2 && packet.Length > 20)
                        packet[noise.Length % packet.Length] ^= 0x41;
                    if (OmdPacket.TryOpen(packet, out var open, out var refusal))
                        new Counter().Walk(open);
                    else
                        Assert.NotEqual(OmdRefusal.None, refusal);
                },
                iter: 5_000
            );
}
