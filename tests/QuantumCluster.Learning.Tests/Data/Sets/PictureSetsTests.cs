using System.Text;
using QuantumCluster.Learning.Data.Pictures;
using QuantumCluster.Learning.Data.Sets;
using QuantumCluster.Learning.DataFiles;
using QuantumCluster.Learning.Tests.Data.Pictures;

namespace QuantumCluster.Learning.Tests.Data.Sets;

/// <summary>Tables as published, over pictures that need not be decoded: readers look at names, not at pixels.</summary>
public sealed class PictureSetsTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [FactIfDataPresent(SharedData.Ham10000)]
    public void Ham10000_has_the_counts_of_table_1_and_its_lesions()
    {
        using PictureCollection set = PictureSets.Read(null, Path.GetDirectoryName(SharedData.PathOf(SharedData.Ham10000))!);
        Assert.Equal((Ham10000.Name, 10_015, 7470), (set.Name, set.Pictures.Length, set.Pictures.Select(p => p.Group).Distinct().Count()));
        Assert.Equal([327, 514, 1099, 115, 1113, 6705, 142], Enumerable.Range(0, 7).Select(set.CountOf));
        Assert.All(set.Pictures.GroupBy(p => p.Group), lesion => Assert.Single(lesion.Select(p => p.Label).Distinct()));
    }

    [FactIfDataPresent(SharedData.Isic2017)]
    public void Isic2017_has_the_counts_of_table_1_in_its_training_part_and_the_official_parts()
    {
        using PictureCollection set = PictureSets.Read(null, Path.GetDirectoryName(SharedData.PathOf(SharedData.Isic2017))!);
        int[] Counts(OfficialPart part) => [.. Enumerable.Range(0, 3).Select(c => set.Pictures.Count(p => p.Label == c && p.Part == part))];
        Assert.Equal([254, 374, 1372], Counts(OfficialPart.Train));
        Assert.Equal([42, 30, 78], Counts(OfficialPart.Validation));
        Assert.Equal([90, 117, 393], Counts(OfficialPart.Test));
    }

    [FactIfDataPresent(SharedData.ChestXray)]
    public void The_chest_x_rays_at_hand_lack_sixteen_pictures_and_say_so()
    {
        using PictureCollection set = PictureSets.Read(null, SharedData.PathOf(SharedData.ChestXray));
        Assert.Equal((1575, 4265), (set.CountOf(0), set.CountOf(1)));
        Assert.Equal((234, 390), (set.Pictures.Count(p => p is { Part: OfficialPart.Test, Label: 0 }), set.Pictures.Count(p => p is { Part: OfficialPart.Test, Label: 1 })));
        string note = Assert.Single(set.Notes);
        Assert.Contains("lacks 16 of the 5856", note);
        Assert.Contains("1575 of 1583 normal", note);
    }

    [Fact]
    public void Ham10000_is_read_from_its_table_wherever_the_pictures_lie()
    {
        Ham(out string[] ids);
        DrawnPictures.Zip(_folder.File("part_1.zip"), [.. ids.Take(6000).Select(id => ($"deep/down/{id}.jpg", Array.Empty<byte>()))]);
        DrawnPictures.Zip(_folder.File("part_2.zip"), [.. ids.Skip(6000).Select(id => ($"{id}.PNG", Array.Empty<byte>()))]);
        using PictureCollection set = PictureSets.Read(Ham10000.Name, _folder.Path);
        Assert.Equal(10_015, set.Pictures.Length);
        Assert.Equal(set.Pictures.Select(p => p.Id).Order(StringComparer.Ordinal), set.Pictures.Select(p => p.Id));
    }

    [Fact]
    public void Missing_pictures_are_counted_and_some_of_them_named()
    {
        Ham(out string[] ids);
        DrawnPictures.Zip(_folder.File("part_1.zip"), [.. ids.Skip(5).Select(id => ($"{id}.jpg", Array.Empty<byte>()))]);
        Refused(Ham10000.Name, "lacks 5 of the 10015", ids[0], ids[2], "…");
    }

    [Fact]
    public void A_table_that_is_not_the_published_one_is_refused()
    {
        Ham(out _, lines => lines.RemoveAt(1));
        Refused(Ham10000.Name, "326 pictures of class akiec", "327 were published");
        Ham(out _, lines => lines[1] = lines[1].Replace("akiec", "acne", StringComparison.Ordinal));
        Refused(Ham10000.Name, "\"acne\"");
        Ham(out _, lines => lines[2] = lines[1]);
        Refused(Ham10000.Name, "twice");
        Ham(out _, lines => lines[5] = "HAM_1,ISIC_1");
        Refused(Ham10000.Name, "2 fields in row 5");
        Ham(out _, lines => lines[0] = "lesion_id,image_id,diagnosis,dx_type");
        Refused(Ham10000.Name, "no column 'dx'");
    }

    [Fact]
    public void An_absent_table_is_named_and_so_is_a_place_that_holds_no_set()
    {
        Refused(Ham10000.Name, "HAM10000_metadata.csv");
        Refused(Isic2017.Name, "Training");
        Refused(ChestXray.Name, "NORMAL");
        Refused(null, "no data set known here");
        Assert.Contains("does not exist", Assert.Throws<DataFileException>(() => PictureSets.Read(null, _folder.File("absent"))).Message);
        File.WriteAllText(_folder.File("broken.zip"), "no archive");
        Refused(null, "broken.zip", "not a whole zip");
    }

    [Fact]
    public void Isic_labels_are_one_of_three()
    {
        File.WriteAllText(_folder.File("ISIC-2017_Training_Part3_GroundTruth.csv"), "image_id,melanoma,seborrheic_keratosis\nISIC_1,1.0,1.0\n");
        Refused(Isic2017.Name, "ISIC_1", "melanoma 1.0");
    }

    [Fact]
    public void Patients_of_the_chest_x_rays_are_groups_and_far_too_few_pictures_are_refused()
    {
        (string, byte[])[] files = [.. Chest(1583, 4273)];
        DrawnPictures.Zip(_folder.File("whole.zip"), files);
        using (PictureCollection set = PictureSets.Read(null, _folder.File("whole.zip")))
        {
            Assert.Empty(set.Notes);
            Assert.Equal("Train/PNEUMONIA/person7", set.Pictures.First(p => p.Id.EndsWith("person7_bacteria_1.jpeg", StringComparison.Ordinal)).Group);
        }

        File.Delete(_folder.File("whole.zip"));
        DrawnPictures.Zip(_folder.File("few.zip"), [.. Chest(1400, 4273)]);
        Refused(ChestXray.Name, "1400 pictures of class normal", "1583 were published");
    }

    private static IEnumerable<(string, byte[])> Chest(int normal, int pneumonia) =>
        Enumerable.Range(0, normal).Select(i => ($"chest_xray/{(i < 234 ? "test" : "train")}/NORMAL/IM-{i:0000}-0001.jpeg", Array.Empty<byte>()))
            .Concat(Enumerable.Range(0, pneumonia).Select(i => ($"chest_xray/{(i / 3 % 11 == 0 ? "test" : "train")}/PNEUMONIA/person{i / 3}_bacteria_{i % 3}.jpeg", Array.Empty<byte>())));

    private void Ham(out string[] ids, Action<List<string>>? change = null)
    {
        var lines = new List<string> { "lesion_id,image_id,dx,dx_type" };
        for (int c = 0, n = 0; c < 7; c++)
            for (int i = 0; i < Ham10000.Published[c]; i++, n++) lines.Add($"HAM_{n / 2:0000000},ISIC_{n:0000000},{Ham10000.ClassNames[c]},\"histo, or not\"");
        ids = [.. lines.Skip(1).Select(l => l.Split(',')[1])];
        change?.Invoke(lines);
        File.WriteAllText(_folder.File("HAM10000_metadata.csv"), string.Join("\r\n", lines), Encoding.UTF8);
    }

    private void Refused(string? name, params string[] words)
    {
        string message = Assert.Throws<DataFileException>(() => PictureSets.Read(name, _folder.Path)).Message;
        foreach (string word in words) Assert.Contains(word, message);
        Assert.DoesNotContain('\n', message);
    }
}
