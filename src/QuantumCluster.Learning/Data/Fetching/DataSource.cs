using System.Collections.Immutable;
using QuantumCluster.Learning.Data.Sets;

namespace QuantumCluster.Learning.Data.Fetching;

/// <summary>Where a data set comes from, and what may be done with it.</summary>
/// <param name="Name">As <c>--dataset</c> has it.</param>
/// <param name="Files">What to get there.</param>
public sealed record DataSource(string Name, string Title, Uri Page, string Files, string Licence, ImmutableArray<PublishedFile> Downloads)
{
    private static readonly Uri MedMnist = new("https://zenodo.org/records/10519652");

    /// <summary>MD5 sums: the table INFO of the medmnist package, version 3.</summary>
    public static readonly ImmutableArray<DataSource> All =
    [
        new("pneumonia", "PneumoniaMNIST", MedMnist, "pneumoniamnist.npz", "CC BY 4.0",
        [
            Released(28, "pneumoniamnist.npz", "28209eda62fecd6e6a2d98b1501bb15f"),
            Released(64, "pneumoniamnist_64.npz", "8f4eceb4ccffa70c672198ea285246c6"),
            Released(128, "pneumoniamnist_128.npz", "05b46931834c231683c68f40c47b2971"),
            Released(224, "pneumoniamnist_224.npz", "d6a3c71de1b945ea11211b03746c1fe1"),
        ]),
        new(ChestXray.Name, "Chest X-Ray Images", new("https://data.mendeley.com/datasets/rscbjbr9sj/2"), "the folder chest_xray of ChestXRay2017.zip, unpacked or zipped", "CC BY 4.0", []),
        new(Ham10000.Name, "HAM10000", new("https://doi.org/10.7910/DVN/DBW86T"), "HAM10000_images_part_1.zip, HAM10000_images_part_2.zip and HAM10000_metadata, in one folder",
            "CC BY-NC 4.0: not for commercial use", []),
        new(Isic2017.Name, "ISIC 2017, part 3", new("https://challenge.isic-archive.com/data/#2017"), "the training, validation and test pictures and their Part3_GroundTruth tables, in one folder", "CC0", []),
    ];

    private static PublishedFile Released(int pixels, string name, string md5) => new(pixels, name, new($"{MedMnist}/files/{name}?download=1"), md5);
}

/// <param name="Pixels">Height and width of its images.</param>
/// <param name="Md5">32 hexadecimal digits, lower case.</param>
public sealed record PublishedFile(int Pixels, string Name, Uri Address, string Md5);
