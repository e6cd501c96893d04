using Broadtape.Portal;
using Broadtape.Portal.Backup;
using Broadtape.Tape.Disk;
using Broadtape.Tests.TapeTests;

namespace Broadtape.Tests.Journeys;

/// <summary>A data folder goes into one file while the portal runs, and comes back whole or not at all.</summary>
public sealed class BackedUp : IDisposable
{
    readonly string folder = Directory.CreateTempSubdirectory("broadtape").FullName;

    string Data => Path.Combine(folder, "data");
    string File => Path.Combine(folder, "backup");
    string Restored => Path.Combine(folder, "restored");

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public async Task A_running_portal_is_backed_up_and_the_backup_serves_what_it_served()
    {
        var stop = TestContext.Current.CancellationToken;
        var settings = new SiteSettings
        {
            Data = Data,
            Urls = "http://127.0.0.1:0",
            Speed = 200,
        };
        long before;
        await using (var house = await Serving.Open(settings))
        {
            await house.App.StartAsync(stop);
            house.Pipeline.CatchUp();
            using var ending = CancellationTokenSource.CreateLinkedTokenSource(stop);
            var walk = house.Walk(exit: false, ending.Token);
            before = house.Tape.Committed;
            for (var i = 0; i < 3; i++)
            {
                var report = DataBackup.Run(new SystemDisk(), Data, File + i);
                Assert.Contains("newsroom.db", report.Paths);
                Assert.Contains("tape/origin.json", report.Paths);
                Assert.Contains(report.Paths, p => p.EndsWith(".tape", StringComparison.Ordinal));
            }
            await ending.CancelAsync();
            await walk;
        }
        for (var i = 0; i < 3; i++)
        {
            DataRestore.Run(new SystemDisk(), File + i, Restored + i);
            var report = Tape.Tape.Verify(Path.Combine(Restored + i, "tape"));
            Assert.True(report is { IsWhole: true, Torn: null });
            Assert.True(report.Events >= before);
            Assert.Empty(Database.Check(Path.Combine(Restored + i, "newsroom.db")));
        }
        await using var again = await Serving.Open(settings with { Data = Restored + 0 });
        again.Pipeline.CatchUp();
        Assert.NotNull(again.Pipeline.View);
    }

    [Fact]
    public void A_backup_that_is_cut_off_or_changed_anywhere_is_refused_and_leaves_nothing()
    {
        Directory.CreateDirectory(Path.Combine(Data, "pictures"));
        System.IO.File.WriteAllText(Path.Combine(Data, "pictures", "port.txt"), "a harbour");
        System.IO.File.WriteAllText(Path.Combine(Data, "empty"), "");
        Assert.Equal((2, 9), (DataBackup.Run(new SystemDisk(), Data, File) is var report ? report.Files : 0, report.Bytes));
        var bytes = System.IO.File.ReadAllBytes(File);
        for (var at = 0; at < bytes.Length; at++)
        {
            System.IO.File.WriteAllBytes(File, bytes[..at]);
            Assert.Throws<BackupException>(() => DataRestore.Run(new SystemDisk(), File, Restored));
            bytes[at] ^= 1;
            System.IO.File.WriteAllBytes(File, bytes);
            bytes[at] ^= 1;
            Assert.Throws<BackupException>(() => DataRestore.Run(new SystemDisk(), File, Restored));
            Assert.Equal(["backup", "data"], Directory.GetFileSystemEntries(folder).Select(Path.GetFileName).Order());
        }
        System.IO.File.WriteAllBytes(File, bytes);
        DataRestore.Run(new SystemDisk(), File, Restored);
        Assert.Equal("a harbour", System.IO.File.ReadAllText(Path.Combine(Restored, "pictures", "port.txt")));
    }

    [Fact]
    public void What_a_manifest_names_is_in_the_backup_at_whichever_step_an_import_comes_in_between()
    {
        var manifest = Path.Combine(Data, "history", "manifest.json");
        var named = Path.Combine(Data, "history", "added");
        Directory.CreateDirectory(Path.GetDirectoryName(manifest)!);
        System.IO.File.WriteAllText(manifest, "");
        var disk = new FaultyDisk();
        DataBackup.Run(disk, Data, File);
        for (var coming = 0; coming < disk.Steps; coming++)
        {
            System.IO.File.Delete(named);
            System.IO.File.WriteAllText(manifest, "");
            System.IO.File.Delete(File);
            DataBackup.Run(new FaultyDisk { Fails = (step, _) => step == coming && Import() }, Data, File);
            DataRestore.Run(new SystemDisk(), File, Restored + coming);
            if (System.IO.File.ReadAllText(Path.Combine(Restored + coming, "history", "manifest.json")) == "added")
                Assert.True(System.IO.File.Exists(Path.Combine(Restored + coming, "history", "added")));
        }

        bool Import()
        {
            System.IO.File.WriteAllText(named, "a row");
            System.IO.File.WriteAllText(manifest, "added");
            return false;
        }
    }

    [Fact]
    public void What_can_be_made_anew_stays_out()
    {
        foreach (var name in (string[])["past-pages/page", "bars/scratch/chunk", "bars/kept"])
        {
            Directory.CreateDirectory(Path.GetDirectoryName(Path.Combine(Data, name))!);
            System.IO.File.WriteAllText(Path.Combine(Data, name), name);
        }
        Assert.Equal(["bars/kept"], DataBackup.Run(new SystemDisk(), Data, File).Paths);
    }

    [Fact]
    public void Nothing_is_written_over_neither_a_backup_nor_a_folder()
    {
        Directory.CreateDirectory(Data);
        System.IO.File.WriteAllText(Path.Combine(Data, "mine"), "mine");
        DataBackup.Run(new SystemDisk(), Data, File);
        Assert.Contains(
            "is there already",
            Assert.Throws<BackupException>(() => DataBackup.Run(new SystemDisk(), Data, File)).Message,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "not empty",
            Assert.Throws<BackupException>(() => DataRestore.Run(new SystemDisk(), File, Data)).Message,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "lies in the data folder",
            Assert.Throws<BackupException>(() => DataBackup.Run(new SystemDisk(), Data, Path.Combine(Data, "b"))).Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Whichever_step_of_the_disk_fails_a_backup_is_there_whole_or_not_at_all()
    {
        Directory.CreateDirectory(Data);
        System.IO.File.WriteAllText(Path.Combine(Data, "mine"), "mine");
        var disk = new FaultyDisk();
        DataBackup.Run(disk, Data, File);
        System.IO.File.Delete(File);
        for (var failing = 0; failing < disk.Steps; failing++)
        {
            Assert.Throws<BackupException>(() => DataBackup.Run(new FaultyDisk { Fails = (step, _) => step == failing }, Data, File));
            if (System.IO.File.Exists(File))
                DataRestore.Run(new SystemDisk(), File, Restored + failing);
            System.IO.File.Delete(File);
        }
    }
}
