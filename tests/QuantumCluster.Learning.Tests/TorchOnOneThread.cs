using System.Runtime.CompilerServices;
using QuantumCluster.Learning.Native;

// Torch's number of threads is the process's, and beside other work more than one is slower.
[assembly: CollectionBehavior(DisableTestParallelization = true)]

namespace QuantumCluster.Learning.Tests;

internal static class TorchOnOneThread
{
#pragma warning disable CA2255 // a test assembly has no entry point of its own
    [ModuleInitializer]
    internal static void Set()
#pragma warning restore CA2255
    {
        TorchNative.Load();
        TorchSharp.torch.set_num_threads(1);
    }
}
