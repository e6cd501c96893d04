using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.PortableExecutable;

namespace Broadtape.Tests.Architecture;

/// <summary>What the rooms are built of, read from the assemblies and not from their sources.</summary>
public sealed class Assemblies
{
    static readonly string[] Rooms = ["Market", "Feeds", "Tape", "Board", "Licensing", "Stream", "Newsroom"];

    static readonly string[] Files =
    [
        "System.IO.File",
        "System.IO.FileInfo",
        "System.IO.FileStream",
        "System.IO.Directory",
        "System.IO.DirectoryInfo",
        "System.IO.RandomAccess",
        "System.IO.StreamReader",
        "System.IO.StreamWriter",
        "Microsoft.Win32.*",
    ];

    static readonly string[] Sockets = ["System.Net.*"];
    static readonly string[] Web = ["Microsoft.AspNetCore.*"];

    static readonly string[] Clocks =
    [
        "System.TimeProvider",
        "System.Diagnostics.Stopwatch",
        "System.Threading.PeriodicTimer",
        "System.Threading.Timer",
        "NodaTime.SystemClock",
        "System.Random",
        "System.DateTime.get_Now",
        "System.DateTime.get_UtcNow",
        "System.DateTimeOffset.get_Now",
        "System.DateTimeOffset.get_UtcNow",
        "System.Environment.get_TickCount64",
    ];

    static readonly string[] Threads = ["System.Threading.*"];

    static readonly Dictionary<string, string[]> MustNotTouch = new()
    {
        ["Market"] = [.. Sockets, .. Files, .. Clocks, .. Threads, .. Web],
        ["Feeds"] = [.. Web, .. Clocks],
        ["Tape"] = [.. Web, .. Sockets, .. Clocks],
        ["Board"] = [.. Web, .. Sockets, .. Clocks, "System.IO.*"],
        ["Licensing"] = [.. Web, .. Sockets, .. Files, .. Clocks],
        ["Stream"] = [.. Web, .. Sockets, .. Files, .. Clocks],
        ["Newsroom"] = [.. Web, .. Sockets, .. Clocks],
    };

    [Fact]
    public void Rooms_do_not_touch_what_is_not_theirs() =>
        Assert.Empty(
            from room in Rooms
            from touched in Touched(room)
            from forbidden in MustNotTouch[room]
            where forbidden.EndsWith('*') ? touched.StartsWith(forbidden[..^1], StringComparison.Ordinal) : touched == forbidden
            select $"{room} touches {touched}"
        );

    [Fact]
    public void Rooms_reference_no_room_that_the_plan_does_not_give_them() =>
        Assert.Empty(
            from room in Rooms
            from referenced in Load(room).GetReferencedAssemblies()
            let name = referenced.Name!
            where name.StartsWith("Broadtape.", StringComparison.Ordinal)
            where !House.MayReference[room].Contains(name["Broadtape.".Length..])
            select $"{room} references {name}"
        );

    /// <summary>A type becomes public by being written into this list, where a reviewer sees it.</summary>
    [Fact]
    public void Types_are_internal_unless_they_are_on_the_list()
    {
        var listed = Repository.Read("tests/Broadtape.Tests/Architecture/public-types.txt").Split('\n', StringSplitOptions.RemoveEmptyEntries);
        var there = Rooms.SelectMany(r => Load(r).GetExportedTypes()).Select(t => t.FullName!.Replace('+', '.')).Order(StringComparer.Ordinal);
        Assert.Equal(listed, there);
    }

    static Assembly Load(string room) => Assembly.Load($"Broadtape.{room}");

    /// <summary>Every type an assembly refers to, and every member of it as Type.Member.</summary>
    static HashSet<string> Touched(string room)
    {
        using var file = new PEReader(File.OpenRead(Load(room).Location));
        var metadata = file.GetMetadataReader();
        var touched = new HashSet<string>(StringComparer.Ordinal);
        foreach (var handle in metadata.TypeReferences)
            touched.Add(Name(handle));
        foreach (var handle in metadata.MemberReferences)
        {
            var member = metadata.GetMemberReference(handle);
            if (member.Parent.Kind == HandleKind.TypeReference)
                touched.Add($"{Name((TypeReferenceHandle)member.Parent)}.{metadata.GetString(member.Name)}");
        }
        return touched;

        string Name(TypeReferenceHandle handle)
        {
            var type = metadata.GetTypeReference(handle);
            return $"{metadata.GetString(type.Namespace)}.{metadata.GetString(type.Name)}";
        }
    }
}
