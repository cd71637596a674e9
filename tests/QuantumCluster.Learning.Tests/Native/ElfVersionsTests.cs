using QuantumCluster.Learning.Native;

namespace QuantumCluster.Learning.Tests.Native;

public class ElfVersionsTests
{
    [Fact]
    public void Torch_is_loaded_and_loading_again_does_nothing()
    {
        TorchNative.Load();
        TorchNative.Load();
        Assert.Equal(3, TorchSharp.torch.ones(3).sum().item<float>());
    }

    [Fact]
    public void Only_the_version_s_flag_changes_in_the_library()
    {
        string library = Path.Combine(AppContext.BaseDirectory, "libLibTorchSharp.so");
        if (!File.Exists(library)) return; // another platform than Linux
        byte[] before = File.ReadAllBytes(library), after = [.. before];
        Assert.True(ElfVersions.MakeWeak(after, "GLIBCXX_3.4.32"));
        int[] changed = [.. Enumerable.Range(0, before.Length).Where(i => before[i] != after[i])];
        Assert.Single(changed);
        Assert.Equal(before[changed[0]] | 2, after[changed[0]]);
        Assert.False(ElfVersions.MakeWeak(after, "GLIBCXX_9.9.99"));
    }

    [Fact]
    public void What_is_no_library_is_left_alone()
    {
        Assert.False(ElfVersions.MakeWeak([], "X"));
        Assert.False(ElfVersions.MakeWeak(new byte[100], "X"));
        byte[] cut = [0x7f, (byte)'E', (byte)'L', (byte)'F', 2, 1, .. Enumerable.Repeat((byte)0x77, 200)];
        Assert.False(ElfVersions.MakeWeak(cut, "X"));
    }
}
