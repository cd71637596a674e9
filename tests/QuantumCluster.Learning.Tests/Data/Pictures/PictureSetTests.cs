using QuantumCluster.Learning.Data;
using QuantumCluster.Learning.Data.Pictures;
using QuantumCluster.Learning.DataFiles;
using SkiaSharp;

namespace QuantumCluster.Learning.Tests.Data.Pictures;

public sealed class PictureSetTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(7)]
    public async Task Any_number_of_workers_decodes_the_same_bits(int workers)
    {
        Write(20);
        using PictureSet ahead = Open(), asked = Open();
        ahead.DecodeAhead(Enumerable.Range(0, 20).Reverse(), workers);
        await ahead.WhenDecodedAsync();
        Assert.Equal((20, 0), (ahead.Decoded, asked.Decoded));
        for (int i = 0; i < 20; i++) Assert.Equal(((IImageSource)asked).Image(i).ToArray(), ((IImageSource)ahead).Image(i).ToArray());
        Assert.Equal(asked.Digest(), ahead.Digest());
    }

    [Fact]
    public void A_picture_is_decoded_once_however_often_it_is_asked_for()
    {
        Write(3);
        using PictureSet set = Open();
        var pixels = new float[3 * 8 * 8];
        for (int i = 0; i < 5; i++) set.Copy(1, i, pixels);
        Assert.Equal(1, set.Decoded);
        Assert.Equal(10 / 255f, pixels[0]);
    }

    [Fact]
    public async Task A_damaged_picture_is_named_to_whoever_waits_and_to_whoever_asks()
    {
        Write(3);
        File.WriteAllText(_folder.File("p01.png"), "no picture");
        using PictureSet set = Open();
        set.DecodeAhead([0, 1, 2], 1);
        Assert.Contains("p01.png", (await Assert.ThrowsAsync<DataFileException>(set.WhenDecodedAsync)).Message);
        Assert.Contains("p01.png", Assert.Throws<DataFileException>(() => ((IImageSource)set).Image(1)).Message);
        Assert.Equal(0, ((IImageSource)set).Image(0)[0]);
    }

    [Fact]
    public void The_digest_sees_bytes_labels_and_size()
    {
        Write(3);
        using PictureSet one = Open(), other = Open(label: 1), larger = Open(size: 9);
        string before = one.Digest();
        Assert.Equal(4, new HashSet<string> { before, other.Digest(), larger.Digest(), Changed() }.Count);

        string Changed()
        {
            File.WriteAllBytes(_folder.File("p02.png"), DrawnPictures.Png(8, 8, (_, _) => new SKColor(9, 9, 9)));
            using PictureSet set = Open();
            return set.Digest();
        }
    }

    [Fact]
    public async Task Files_in_archives_and_in_folders_are_the_same_pictures()
    {
        Write(4);
        using var inner = new TemporaryFolder();
        DrawnPictures.Zip(inner.File("all.zip"), [.. Directory.GetFiles(_folder.Path).Select(f => (Path.GetFileName(f), File.ReadAllBytes(f)))]);
        using PictureSet loose = Open(), packed = Open(root: inner.Path), archive = Open(root: inner.File("all.zip"));
        packed.DecodeAhead(Enumerable.Range(0, 4), 3); // several workers at one archive
        await packed.WhenDecodedAsync();
        Assert.Equal(loose.Digest(), packed.Digest());
        Assert.Equal(loose.Digest(), archive.Digest());
        Assert.Equal(((IImageSource)loose).Image(3).ToArray(), ((IImageSource)packed).Image(3).ToArray());
    }

    private void Write(int count)
    {
        for (int i = 0; i < count; i++)
        {
            byte shade = (byte)(10 * i);
            File.WriteAllBytes(_folder.File($"p{i:00}.png"), DrawnPictures.Png(8, 8, (x, y) => new SKColor(shade, (byte)x, (byte)y)));
        }
    }

    private PictureSet Open(int label = 0, int size = 8, string? root = null)
    {
        FileTree files = FileTree.Open(root ?? _folder.Path);
        return new(new PictureCollection("test", files, ["a", "b"], [.. files.Files.Where(f => f.IsPicture).Select(f => new LabelledPicture(f.Id, f, label, f.Id, null))], [0, 0], []), size);
    }
}
