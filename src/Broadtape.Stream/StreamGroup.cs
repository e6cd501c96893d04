using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Broadtape.Board;
using Broadtape.Licensing;
using Broadtape.Market;

namespace Broadtape.Stream;

/// <summary>Subscribers who see the same: one disclosure and one encoding a frame for all of them.</summary>
/// <param name="life">Begins every id: moments come again when a portal starts anew, its clock put back, and then tell other things.</param>
/// <param name="book">Whose ten levels and broker queue are told too; null for nobody's.</param>
sealed class StreamGroup(string key, string life, Viewer viewer, Instrument[] instruments, Instrument? book = null)
{
    static readonly QuoteField[] Fields = Enum.GetValues<QuoteField>();
    static readonly string[] Names = [.. Fields.Select(f => JsonNamingPolicy.CamelCase.ConvertName(f.ToString()))];

    // Frames are data of a response, never part of a page: plus signs and dashes stay as they are.
    static readonly JsonWriterOptions Writing = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    readonly Lock publishing = new();
    readonly Row[] rows = [.. instruments.Select(i => new Row(i.Id.Symbol))];
    readonly StreamBook? book = book is null ? null : new(book);

    // What was encoded for this version, by the version it starts from; a snapshot by none.
    readonly Dictionary<long, StreamFrame?> encoded = [];
    TaskCompletionSource changed = NewSignal();
    long first = -1;

    // Market time of the newest frame.
    long version = -1;
    string id = "";
    string moment = "";

    internal string Key => key;

    /// <summary>Kept by the hub, under its lock.</summary>
    internal int Readers { get; set; }

    internal void Publish(Gate gate, BoardView view)
    {
        TaskCompletionSource signal;
        lock (publishing)
        {
            if (view.Moment.UnixNanoseconds <= version)
                return;
            for (var i = 0; i < rows.Length; i++)
                rows[i].Update(gate.Disclose(view, viewer, Surface.Stream, instruments[i]), view.Moment.UnixNanoseconds);
            book?.Update(gate, view, viewer, Writing);
            encoded.Clear();
            moment = view.Moment.ToString();
            if (first < 0)
                first = view.Moment.UnixNanoseconds;
            version = view.Moment.UnixNanoseconds;
            id = life + version.ToString(CultureInfo.InvariantCulture);
            (signal, changed) = (changed, NewSignal());
        }
        signal.SetResult();
    }

    /// <summary>
    /// False when nothing changed since <paramref name="seen"/>, which becomes the id taken; then wait for <paramref name="next"/>. An id of
    /// before the group began, or of another life, gets a snapshot.
    /// </summary>
    internal bool TakeSince(ref string? seen, out StreamFrame frame, out Task next)
    {
        lock (publishing)
        {
            next = changed.Task;
            frame = default;
            if (version < 0 || seen == id)
                return false;
            var since = VersionOf(seen) is { } known && known >= first && known < version ? known : -1;
            if (!encoded.TryGetValue(since, out var shared))
                encoded[since] = shared = Encode(since);
            frame = shared.GetValueOrDefault();
            seen = id;
            return shared is not null;
        }
    }

    long? VersionOf(string? seen) =>
        seen is not null
        && seen.StartsWith(life, StringComparison.Ordinal)
        && long.TryParse(seen.AsSpan(life.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var told)
            ? told
            : null;

    StreamFrame? Encode(long since)
    {
        if (since >= 0 && rows.All(r => r.ChangedAt <= since) && (book is null || book.ChangedAt <= since))
            return null;
        var buffer = new ArrayBufferWriter<byte>(256);
        using var json = new Utf8JsonWriter(buffer, Writing);
        json.WriteStartObject();
        json.WriteString("moment", moment);
        json.WriteStartArray("rows");
        foreach (var row in rows)
            if (since < 0 || row.ChangedAt > since)
                row.Write(json, since);
        json.WriteEndArray();
        book?.Write(json, since);
        json.WriteEndObject();
        json.Flush();
        return new(id, since < 0, buffer.WrittenMemory);
    }

    static TaskCompletionSource NewSignal() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>One instrument as last disclosed, and since when each of its fields has stood so.</summary>
    sealed class Row(string symbol)
    {
        readonly long[] fieldChangedAt = new long[Fields.Length];
        Disclosure? disclosed;

        internal long ChangedAt { get; private set; }

        internal void Update(Disclosure now, long at)
        {
            var before = disclosed;
            disclosed = now;
            if (before is null || before.State != now.State || before.Direction != now.Direction || before.DataTime != now.DataTime)
                ChangedAt = at;
            for (var f = 0; f < Fields.Length; f++)
                if (before is null || !before[Fields[f]].PrintsAs(now[Fields[f]]))
                    fieldChangedAt[f] = ChangedAt = at;
        }

        internal void Write(Utf8JsonWriter json, long since)
        {
            var now = disclosed!;
            json.WriteStartObject();
            json.WriteString("s", symbol);
            json.WriteString("state", JsonNamingPolicy.CamelCase.ConvertName(now.State.ToString()));
            json.WriteString("dir", JsonNamingPolicy.CamelCase.ConvertName(now.Direction.ToString()));
            if (now.DataTime is { } time)
                json.WriteString("time", time.ToString());
            json.WriteStartObject("f");
            Span<char> text = stackalloc char[32];
            for (var f = 0; f < Fields.Length; f++)
            {
                var figure = now[Fields[f]];
                if (fieldChangedAt[f] <= since || figure.Passport.Absence == Absence.NotApplicable)
                    continue;
                if (figure.TryFormat(text, out var written))
                    json.WriteString(Names[f], text[..written]);
            }
            json.WriteEndObject();
            json.WriteEndObject();
        }
    }
}
