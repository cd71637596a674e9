using System.Runtime.InteropServices;

namespace QuantumCluster.Learning.Native;

/// <summary>
/// How the C library's allocator deals with the large tensors that every training step makes and frees. By itself it gives their memory back to the system, which
/// hands it out again page by page, each cleared first: at 224 pixels a fifth of the step's time. Told to keep it, the process stays as large as its largest step.
/// </summary>
internal static partial class NativeHeap
{
    // Parameters of mallopt (malloc.h of glibc).
    private const int TrimThreshold = -1, MapThreshold = -3, Arenas = -8;

    /// <summary>Call before threads that use torch are started. Does nothing where the C library has no such settings.</summary>
    public static void KeepFreedMemory()
    {
        if (!OperatingSystem.IsLinux() || !NativeLibrary.TryLoad("libc.so.6", out nint library) || !NativeLibrary.TryGetExport(library, "mallopt", out _)) return;
        mallopt(MapThreshold, 1 << 30);
        mallopt(TrimThreshold, int.MaxValue);
        mallopt(Arenas, 1); // those of single threads end at 64 MB, and map everything that does not fit
    }

    [LibraryImport("libc.so.6")]
    private static partial int mallopt(int parameter, int value);
}
