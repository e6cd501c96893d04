using System.Runtime.InteropServices;

namespace Broadtape.Tape.Disk;

/// <summary>Makes the names in a folder durable. A file's own fsync does not promise that its name survives a loss of power.</summary>
static class FolderEntries
{
    /// <summary>Throws when the system says it failed. On Windows the file system journals names itself.</summary>
    internal static void Flush(string folder)
    {
        if (OperatingSystem.IsWindows())
            return;
        var descriptor = Open(folder, ReadOnly);
        if (descriptor < 0)
            throw Failed(folder);
        try
        {
            // Some file systems (network, overlay) know no fsync of a folder: invalid argument is their answer, and all there is.
            if (Fsync(descriptor) < 0 && Marshal.GetLastPInvokeError() != InvalidArgument)
                throw Failed(folder);
        }
        finally
        {
            Close(descriptor);
        }
    }

    static IOException Failed(string folder) => new($"{folder}: {Marshal.GetLastPInvokeErrorMessage()}");

    const int ReadOnly = 0;
    const int InvalidArgument = 22;

    [DllImport("libc", EntryPoint = "open", SetLastError = true)]
    static extern int Open([MarshalAs(UnmanagedType.LPUTF8Str)] string path, int flags);

    [DllImport("libc", EntryPoint = "fsync", SetLastError = true)]
    static extern int Fsync(int descriptor);

    [DllImport("libc", EntryPoint = "close")]
    static extern int Close(int descriptor);
}
