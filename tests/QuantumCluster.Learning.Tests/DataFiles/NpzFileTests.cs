using QuantumCluster.Learning.DataFiles;

namespace QuantumCluster.Learning.Tests.DataFiles;

public sealed class NpzFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string File => _folder.File("a.npz");

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Arrays_come_back_with_type_shape_and_numbers(byte version)
    {
        NpzBuilder.Write(File,
            ("x", NpzBuilder.Npy("<f4", "2, 3", [.. new[] { 1f, 2, 3, 4, 5, 6.5f }.SelectMany(BitConverter.GetBytes)], version: version)),
            ("y", NpzBuilder.Npy("<i8", "2,", [.. new[] { -1L, long.MaxValue }.SelectMany(BitConverter.GetBytes)], version: version)),
            ("z", NpzBuilder.Npy("<f8", "", BitConverter.GetBytes(0.25), version: version)),
            ("u", NpzBuilder.Npy("|u1", "0, 4", [], version: version)));
        using NpzFile npz = NpzFile.Open(File);
        Assert.Equal(["x", "y", "z", "u"], npz.Keys);
        Assert.Equal([1f, 2, 3, 4, 5, 6.5f], npz.Read("x").As<float>());
        Assert.True(npz.Read("x").HasShape(2, 3));
        Assert.Equal([-1L, long.MaxValue], npz.Read("y").As<long>());
        Assert.Equal(0.25, npz.Read("z").As<double>()[0]);
        Assert.Empty(npz.Read("z").Shape);
        Assert.Equal(0, npz.Read("u").Count);
    }

    [Fact]
    public void A_missing_file_a_directory_and_a_file_that_is_no_archive_are_refused_by_name()
    {
        Refused(() => NpzFile.Open(_folder.File("none.npz")), "none.npz", "does not exist");
        Refused(() => NpzFile.Open(_folder.Path), "directory");
        System.IO.File.WriteAllText(File, "<html>not found</html>");
        Refused(() => NpzFile.Open(File), "a.npz", "zip archive");
        System.IO.File.WriteAllText(File, "");
        Refused(() => NpzFile.Open(File), "a.npz", "zip archive");
    }

    [Fact]
    public void A_truncated_archive_is_refused()
    {
        NpzBuilder.Write(File, ("x", NpzBuilder.Npy("|u1", "1000", new byte[1000])));
        byte[] whole = System.IO.File.ReadAllBytes(File);
        System.IO.File.WriteAllBytes(File, whole[..(whole.Length / 2)]);
        Refused(() => NpzFile.Open(File), "a.npz", "truncated");
    }

    [Fact]
    public void An_archive_damaged_inside_is_refused()
    {
        var random = new Random(1);
        var numbers = new byte[5000];
        random.NextBytes(numbers);
        NpzBuilder.Write(File, ("x", NpzBuilder.Npy("|u1", "5000", numbers)));
        byte[] bytes = System.IO.File.ReadAllBytes(File);
        for (int i = 100; i < 2000; i++) bytes[i] ^= 0x5a;
        System.IO.File.WriteAllBytes(File, bytes);
        Refused(() => Read("x"), "a.npz", "'x'");
    }

    [Fact]
    public void An_absent_array_is_refused_with_a_list_of_those_present()
    {
        NpzBuilder.Write(File, ("x", NpzBuilder.Npy("|u1", "1", [1])));
        Refused(() => Read("labels"), "a.npz", "'labels'", "x");
    }

    [Theory]
    [InlineData("<f4", "2, 2", 15, "False", "does not fill")] // too short
    [InlineData("<f4", "2, 2", 17, "False", "does not fill")] // too long
    [InlineData("<f4", "4000000000, 4000000000", 16, "False", "4000000000")] // no length of an array
    [InlineData("<f4", "2000000000, 2000000000", 16, "False", "does not fill")] // overflows
    [InlineData("<f4", "-1", 16, "False", "'-1'")]
    [InlineData("<c16", "1", 16, "False", "<c16")]
    [InlineData(">f4", "4", 16, "False", ">f4")]
    [InlineData("<f4", "2, 2", 16, "True", "Fortran")]
    [InlineData("<f4", "x", 16, "False", "'x'")]
    public void Headers_that_do_not_fit_are_refused(string type, string shape, int bytes, string fortran, string reason)
    {
        NpzBuilder.Write(File, ("x", NpzBuilder.Npy(type, shape, new byte[bytes], fortran)));
        Refused(() => Read("x"), "a.npz", "'x'", reason);
    }

    [Fact]
    public void Entries_that_are_no_arrays_are_refused()
    {
        NpzBuilder.Write(File, ("x", [1, 2, 3]), ("y", "hello, this is no array"u8.ToArray()), ("z", NpzBuilder.Npy("|u1", "1", [1])[..40]));
        foreach (string key in new[] { "x", "y", "z" }) Refused(() => Read(key), "a.npz", $"'{key}'");
    }

    private FileArray Read(string key)
    {
        using NpzFile npz = NpzFile.Open(File);
        return npz.Read(key);
    }

    private static void Refused(Func<object> act, params string[] words)
    {
        string message = Assert.Throws<DataFileException>(act).Message;
        foreach (string word in words) Assert.Contains(word, message);
        Assert.DoesNotContain('\n', message);
    }
}
