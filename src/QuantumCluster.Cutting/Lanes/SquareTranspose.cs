namespace QuantumCluster.Cutting.Lanes;

/// <summary>Where the hardware has no shuffles of a width.</summary>
internal static class SquareTranspose
{
    public static void InPlace(Span<double> numbers, int size)
    {
        for (int row = 0; row < size; row++)
            for (int column = 0; column < row; column++)
                (numbers[row * size + column], numbers[column * size + row]) = (numbers[column * size + row], numbers[row * size + column]);
    }
}
