using System.Text;
using QuantumCluster.Learning.DataFiles;

namespace QuantumCluster.Learning.Tests.DataFiles;

public sealed class SafetensorsFileTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string File => _folder.File("a.safetensors");

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void What_is_written_comes_back()
    {
        var arrays = new Dictionary<string, FileArray>
        {
            ["b"] = FileArray.Of([1f, 2, 3], 3),
            ["a.weight"] = FileArray.Of([4f, 5, 6, 7], 2, 2),
            ["count"] = FileArray.Create(ElementType.Int64, [], BitConverter.GetBytes(42L)),
            ["angle"] = FileArray.Create(ElementType.Float64, [1], BitConverter.GetBytes(Math.PI)),
        };
        SafetensorsFile.Write(File, arrays, new Dictionary<string, string> { ["epoch"] = "3" });
        SafetensorsFile back = SafetensorsFile.Read(File);
        Assert.Equal(arrays.Keys.Order(), back.Arrays.Keys.Order());
        foreach (var (name, array) in arrays)
        {
            Assert.Equal(array.ToString(), back.Arrays[name].ToString());
            Assert.True(array.Bytes.Span.SequenceEqual(back.Arrays[name].Bytes.Span));
        }

        Assert.Equal("3", back.Metadata["epoch"]);
        Assert.Equal([File], Directory.GetFiles(_folder.Path)); // no partial file stays
    }

    [Fact]
    public void A_file_from_the_format_s_own_description_is_read()
    {
        WriteRaw("""{"t":{"dtype":"F32","shape":[1,2],"data_offsets":[0,8]}}""", [0, 0, 128, 63, 0, 0, 0, 64]);
        Assert.Equal([1f, 2f], SafetensorsFile.Read(File).Arrays["t"].As<float>());
    }

    [Theory]
    [InlineData("""{"t":{"dtype":"F32","shape":[1,3],"data_offsets":[0,8]}}""")] // shape against offsets
    [InlineData("""{"t":{"dtype":"F32","shape":[4],"data_offsets":[0,16]}}""")] // beyond the end
    [InlineData("""{"t":{"dtype":"F32","shape":[1],"data_offsets":[0,4]}}""")] // bytes left over
    [InlineData("""{"t":{"dtype":"F32","shape":[1],"data_offsets":[4,8]}}""")] // a gap
    [InlineData("""{"t":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"u":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}""")] // overlap
    [InlineData("""{"t":{"dtype":"BF16","shape":[4],"data_offsets":[0,8]}}""")]
    [InlineData("""{"t":{"dtype":"F32","shape":[-2],"data_offsets":[0,8]}}""")]
    [InlineData("""{"t":{"dtype":"F32","shape":[2000000000,2000000000],"data_offsets":[0,8]}}""")]
    [InlineData("""{"t":{"dtype":"F32","data_offsets":[0,8]}}""")]
    [InlineData("""{"t":{"dtype":"F32","shape":[2],"data_offsets":[0]}}""")]
    [InlineData("""{"t":7}""")]
    [InlineData("""[1,2]""")]
    [InlineData("""{"t":{""")]
    [InlineData("nonsense")]
    public void Headers_that_do_not_fit_are_refused_by_name(string header)
    {
        WriteRaw(header, new byte[8]);
        Refused();
    }

    [Fact]
    public void Truncated_and_foreign_files_are_refused_by_name()
    {
        SafetensorsFile.Write(File, new Dictionary<string, FileArray> { ["b"] = FileArray.Of(new float[100], 100) }, new Dictionary<string, string>());
        byte[] whole = System.IO.File.ReadAllBytes(File);
        foreach (int length in new[] { 0, 5, 8, 30, whole.Length - 1 })
        {
            System.IO.File.WriteAllBytes(File, whole[..length]);
            Refused();
        }

        System.IO.File.WriteAllBytes(File, [0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 1]);
        Refused();
        System.IO.File.Delete(File);
        Refused();
    }

    [Fact]
    public void No_flipped_bit_and_no_missing_byte_goes_unseen()
    {
        SafetensorsFile.Write(File, new Dictionary<string, FileArray> { ["b"] = FileArray.Of([1f, 2], 2) }, new Dictionary<string, string> { ["epoch"] = "3" });
        byte[] whole = System.IO.File.ReadAllBytes(File);
        Assert.True(SafetensorsFile.Read(File).IsSealed);
        for (int bit = 0; bit < whole.Length * 8; bit++)
        {
            byte[] flipped = [.. whole];
            flipped[bit / 8] ^= (byte)(1 << bit % 8);
            AssertSeen(flipped);
        }

        for (int length = 0; length < whole.Length; length++) AssertSeen(whole[..length]);
    }

    [Fact]
    public void A_place_that_cannot_be_written_is_named() =>
        Assert.Contains("nowhere", Assert.Throws<DataFileException>(() => SafetensorsFile.Write(
            _folder.File("nowhere/a.safetensors"), new Dictionary<string, FileArray>(), new Dictionary<string, string>())).Message);

    // A bit of the checksum's own name makes it a file without one, which whoever asks for one refuses.
    private void AssertSeen(byte[] damaged)
    {
        System.IO.File.WriteAllBytes(File, damaged);
        try
        {
            Assert.False(SafetensorsFile.Read(File).IsSealed);
        }
        catch (DataFileException)
        {
            // refused, as it should be
        }
    }

    private void Refused()
    {
        string message = Assert.Throws<DataFileException>(() => SafetensorsFile.Read(File)).Message;
        Assert.Contains("a.safetensors", message);
        Assert.DoesNotContain('\n', message);
    }

    private void WriteRaw(string header, byte[] numbers) =>
        System.IO.File.WriteAllBytes(File, [.. BitConverter.GetBytes((ulong)header.Length), .. Encoding.UTF8.GetBytes(header), .. numbers]);
}
