using QuantumCluster.Learning.Data.Pictures;
using QuantumCluster.Learning.DataFiles;

namespace QuantumCluster.Learning.Data.Sets;

/// <summary>The data sets that come as picture files.</summary>
public static class PictureSets
{
    /// <summary>Reads the data set of that name.</summary>
    /// <param name="name">Null for whichever is there.</param>
    /// <param name="path">A folder or a zip archive.</param>
    /// <exception cref="DataFileException">It is not there, not whole, or no data set known here.</exception>
    public static PictureCollection Read(string? name, string path)
    {
        FileTree files = FileTree.Open(path);
        try
        {
            return (name ?? Recognise(files)) switch
            {
                Ham10000.Name => Ham10000.Read(files),
                Isic2017.Name => Isic2017.Read(files),
                ChestXray.Name => ChestXray.Read(files),
                string other => throw new ArgumentException($"There is no data set of pictures named '{other}'.", nameof(name)),
            };
        }
        catch
        {
            files.Dispose();
            throw;
        }
    }

    private static string Recognise(FileTree files)
    {
        if (Ham10000.IsIn(files)) return Ham10000.Name;
        if (Isic2017.IsIn(files)) return Isic2017.Name;
        if (ChestXray.IsIn(files)) return ChestXray.Name;
        throw new DataFileException(files.Root, $"is no data set known here: it has neither {Ham10000.TableName}.csv, nor ISIC-2017_…_Part3_GroundTruth.csv, nor folders NORMAL and PNEUMONIA.");
    }
}
