using System.Runtime.InteropServices;

namespace QuantumCluster.Learning.Native;

/// <summary>
/// NNPACK, one of the libraries that libtorch has convolutions computed by: with one thread, those with 1×1 kernels of fewer than 16 images. Where it can't tell the processor's
/// caches, as in many virtual machines, it computes nothing and says so on standard error, once for every convolution; another library then steps in, whose last digits are others.
/// Switched off, the same one computes everywhere.
/// </summary>
internal static unsafe class NnPack
{
    /// <summary>Does nothing where libtorch's context cannot be reached by these names (those of GCC and Clang).</summary>
    /// <param name="torch">Handle of the loaded libtorch_cpu.</param>
    public static void SwitchOff(nint torch)
    {
        if (NativeLibrary.TryGetExport(torch, "_ZN2at13globalContextEv", out nint context) && NativeLibrary.TryGetExport(torch, "_ZN2at7Context20setUserEnabledNNPACKEb", out nint set))
            ((delegate* unmanaged<nint, byte, void>)set)(((delegate* unmanaged<nint>)context)(), 0);
    }

    /// <returns>Null where it cannot be told.</returns>
    public static bool? IsOn(nint torch) =>
        NativeLibrary.TryGetExport(torch, "_ZN2at13globalContextEv", out nint context) && NativeLibrary.TryGetExport(torch, "_ZNK2at7Context17userEnabledNNPACKEv", out nint get)
            ? ((delegate* unmanaged<nint, byte>)get)(((delegate* unmanaged<nint>)context)()) != 0
            : null;
}
