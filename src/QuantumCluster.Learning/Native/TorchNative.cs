using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;

namespace QuantumCluster.Learning.Native;

/// <summary>
/// Makes libtorch loadable. The TorchSharp build in use asks for the symbol version GLIBCXX_3.4.32 (GCC 13.2) through a symbol that
/// nothing relocates against; Debian 12 and Ubuntu 22.04 stop at 3.4.30, and there the dynamic loader refuses a library that would run.
/// So the version is marked weak in a copy held in memory and that copy is loaded; TorchSharp then finds it by its name. No file is
/// changed, and where the system is new enough nothing happens.
/// </summary>
public static partial class TorchNative
{
    private const string Library = "libLibTorchSharp.so";
    private const string Kernels = "libtorch_cpu.so";
    private const string NeededVersion = "GLIBCXX_3.4.32";

    private static readonly Lock Gate = new();
    private static string? _problem;
    private static bool _done;

    /// <summary>Call at the start of a program that uses torch. Idempotent and thread-safe.</summary>
    /// <exception cref="TorchUnavailableException">libtorch is not beside the program, or cannot be loaded here.</exception>
    public static void Load()
    {
        lock (Gate)
        {
            if (!_done)
            {
                NativeHeap.KeepFreedMemory();
                _problem = Prepare();
            }

            _done = true;
        }

        if (_problem is not null) throw new TorchUnavailableException(_problem);
    }

    // Also for programs that forget to call Load, test hosts among them: runs when the first type of this assembly is touched.
    // Says nothing: an exception here would hide its own message in a TypeInitializationException.
#pragma warning disable CA2255 // the library must be prepared before any static constructor of TorchSharp looks for it
    [ModuleInitializer]
    internal static void LoadQuietly()
#pragma warning restore CA2255
    {
        try
        {
            Load();
        }
        catch (TorchUnavailableException)
        {
            // Said again by whoever calls Load or uses torch.
        }
    }

    private static string? Prepare()
    {
        if (!OperatingSystem.IsLinux() || RuntimeInformation.ProcessArchitecture != Architecture.X64) return null;
        string[] folders = [AppContext.BaseDirectory, Path.Combine(AppContext.BaseDirectory, "runtimes", "linux-x64", "native")];
        string? folder = Array.Find(folders, f => File.Exists(Path.Combine(f, Library)));
        if (folder is null)
            return $"libtorch is not beside the program ({AppContext.BaseDirectory} holds no {Library}); build the project that runs torch with -p:TorchBackend=cpu, or publish it with its native libraries.";

        foreach (string dependency in new[] { "libc10.so", Kernels, "libtorch.so" })
            if (File.Exists(Path.Combine(folder, dependency)) && NativeLibrary.TryLoad(Path.Combine(folder, dependency), out nint handle) && dependency == Kernels) NnPack.SwitchOff(handle);
        string library = Path.Combine(folder, Library);
        if (NativeLibrary.TryLoad(library, out _)) return null;

        byte[] image = File.ReadAllBytes(library);
        if (!ElfVersions.MakeWeak(image, NeededVersion))
            return $"{library} cannot be loaded, and not for want of {NeededVersion}; check with `ldd` which of its libraries is missing.";
        return LoadFromMemory(image) ? null : $"{library} cannot be loaded even with {NeededVersion} made optional; install libstdc++ of GCC 13.2 or newer.";
    }

    private static bool LoadFromMemory(byte[] image)
    {
        int descriptor = memfd_create(Library, 0);
        if (descriptor < 0) return false;
        // The descriptor stays open on purpose: the loader maps the file for as long as the process lives.
        string path = $"/proc/self/fd/{descriptor}";
        File.WriteAllBytes(path, image);
        return NativeLibrary.TryLoad(path, out _);
    }

    [LibraryImport("libc", SetLastError = true, StringMarshalling = StringMarshalling.Utf8)]
    private static partial int memfd_create(string name, uint flags);
}
