using System.Runtime.InteropServices;
using QuantumCluster.Learning.Native;

namespace QuantumCluster.Learning.Tests.Native;

public sealed class NnPackTests
{
    [Fact]
    public void Small_convolutions_are_computed_by_the_same_library_wherever_the_program_runs()
    {
        string kernels = Path.Combine(AppContext.BaseDirectory, "libtorch_cpu.so");
        if (!File.Exists(kernels)) return; // another platform than Linux
        TorchNative.Load();
        Assert.False(NnPack.IsOn(NativeLibrary.Load(kernels)));
    }
}
