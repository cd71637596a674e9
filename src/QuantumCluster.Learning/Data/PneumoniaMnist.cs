namespace QuantumCluster.Learning.Data;

/// <summary>PneumoniaMNIST (Yang et al., 2023): chest X-rays, normal or pneumonia, from the official <c>.npz</c>.</summary>
public static class PneumoniaMnist
{
    /// <param name="path">The <c>.npz</c> file.</param>
    /// <param name="imageSize">Height and width to which the images are brought.</param>
    /// <exception cref="DataFiles.DataFileException">The file is missing, damaged or another data set.</exception>
    public static DataSplits Load(string path, int imageSize) => throw new NotImplementedException();
}
