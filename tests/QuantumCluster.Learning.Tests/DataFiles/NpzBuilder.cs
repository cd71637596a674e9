using System.IO.Compression;
using System.Text;

namespace QuantumCluster.Learning.Tests.DataFiles;

/// <summary>Writes .npz files as NumPy does, and some that NumPy would not.</summary>
internal static class NpzBuilder
{
    public static void Write(string path, params (string Key, byte[] Npy)[] arrays)
    {
        using ZipArchive archive = ZipFile.Open(path, ZipArchiveMode.Create);
        foreach (var (key, npy) in arrays)
        {
            using Stream entry = archive.CreateEntry(key + ".npy").Open();
            entry.Write(npy);
        }
    }

    public static byte[] Npy(string type, string shape, byte[] numbers, string fortran = "False", byte version = 1)
    {
        string header = $"{{'descr': '{type}', 'fortran_order': {fortran}, 'shape': ({shape}), }}";
        header = header.PadRight((header.Length / 64 + 1) * 64 - 1) + "\n";
        byte[] length = version == 1 ? BitConverter.GetBytes((ushort)header.Length) : BitConverter.GetBytes(header.Length);
        return [0x93, .. "NUMPY"u8, version, 0, .. length, .. Encoding.ASCII.GetBytes(header), .. numbers];
    }
}
