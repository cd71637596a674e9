using System.Collections.Immutable;
using QuantumCluster.Learning.DataFiles;

namespace QuantumCluster.Learning.Data.Pictures;

/// <summary>A data set of picture files, read and held against what was published. Owns the files.</summary>
/// <param name="Name">As <c>--dataset</c> has it.</param>
/// <param name="Pictures">In order of their ids (ordinal), whatever the order of files and tables.</param>
/// <param name="Published">Pictures of each class that the publishers and the paper's table 1 count.</param>
/// <param name="Notes">Sentences on what differs from the published set and can be lived with.</param>
public sealed record PictureCollection(
    string Name, FileTree Files, ImmutableArray<string> ClassNames, ImmutableArray<LabelledPicture> Pictures, ImmutableArray<int> Published, ImmutableArray<string> Notes) : IDisposable
{
    public int CountOf(int label) => Pictures.Count(p => p.Label == label);

    /// <summary>Decodes every picture, on all processors.</summary>
    /// <returns>Places of those that cannot be read, in order of their ids.</returns>
    public string[] Damaged(CancellationToken cancellation) =>
    [
        .. Pictures.AsParallel().AsOrdered().WithCancellation(cancellation).Where(picture =>
        {
            try
            {
                PictureDecoder.Square(Files.Read(picture.File), side: 16, "");
                return false;
            }
            catch (DataFileException)
            {
                return true;
            }
        }).Select(picture => Files.PlaceOf(picture.File)),
    ];

    public void Dispose() => Files.Dispose();
}
