using System.Runtime.InteropServices;

namespace QuantumCluster.Learning.DataFiles;

/// <summary>Brings a folder's own entries to disk: a file moved into place is there after a power cut only when its folder says so.</summary>
internal static partial class FolderEntries
{
    private const int ReadOnly = 0;

    /// <exception cref="IOException">The disk refused.</exception>
    public static void Flush(string folder)
    {
        if (OperatingSystem.IsWindows()) return; // NTFS journals a rename itself, and has nothing to call
        int descriptor = Open(folder, ReadOnly);
        if (descriptor < 0) throw Failure(folder);
        try
        {
            if (Sync(descriptor) != 0) throw Failure(folder);
        }
        finally
        {
            _ = Close(descriptor);
        }
    }

    private static IOException Failure(string folder) => new($"the folder {folder} cannot be brought to disk: {Marshal.GetLastPInvokeErrorMessage()}");

    [LibraryImport("libc", EntryPoint = "open", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int Open(string path, int flags);

    [LibraryImport("libc", EntryPoint = "fsync", SetLastError = true)]
    private static partial int Sync(int descriptor);

    [LibraryImport("libc", EntryPoint = "close")]
    private static partial int Close(int descriptor);
}
