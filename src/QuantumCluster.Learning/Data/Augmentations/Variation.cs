namespace QuantumCluster.Learning.Data.Augmentations;

/// <summary>
/// One way to vary a square picture: where each of its pixels is fetched from, and what is done to light and colour. Lengths are in units of
/// the side, measured from the middle: a pixel at (x, y) is fetched from (Xx·x + Xy·y + ShiftX, Yx·x + Yy·y + ShiftY).
/// </summary>
/// <param name="Brightness">Factor of every value.</param>
/// <param name="Contrast">Factor of the distance from the picture's mean.</param>
/// <param name="Saturation">Factor of the distance from the pixel's own gray.</param>
public readonly record struct Variation(double Xx, double Xy, double Yx, double Yy, double ShiftX, double ShiftY, double Brightness, double Contrast, double Saturation)
{
    // Luma of ITU-R BT.601, as image programs take it for gray.
    private const float Red = 0.299f, Green = 0.587f, Blue = 0.114f;

    /// <summary>Fetches between pixels bilinearly; beyond the border the picture is mirrored, so that no edge is made that was not there.</summary>
    /// <param name="source">[channels, side, side], 0 to 1.</param>
    /// <param name="target">Of the same shape; not <paramref name="source"/>.</param>
    public void Apply(ReadOnlySpan<float> source, Span<float> target, int channels, int side)
    {
        int plane = side * side;
        for (int y = 0; y < side; y++)
            for (int x = 0; x < side; x++)
            {
                double dx = (x + 0.5) / side - 0.5, dy = (y + 0.5) / side - 0.5;
                double fromX = (Xx * dx + Xy * dy + ShiftX + 0.5) * side - 0.5, fromY = (Yx * dx + Yy * dy + ShiftY + 0.5) * side - 0.5;
                int left = (int)Math.Floor(fromX), top = (int)Math.Floor(fromY);
                float right = (float)(fromX - left), down = (float)(fromY - top);
                int x0 = Mirrored(left, side), x1 = Mirrored(left + 1, side), y0 = Mirrored(top, side) * side, y1 = Mirrored(top + 1, side) * side;
                float w00 = (1 - right) * (1 - down), w01 = right * (1 - down), w10 = (1 - right) * down, w11 = right * down;
                for (int c = 0, at = 0; c < channels; c++, at += plane)
                    target[at + y * side + x] = w00 * source[at + y0 + x0] + w01 * source[at + y0 + x1] + w10 * source[at + y1 + x0] + w11 * source[at + y1 + x1];
            }

        if (channels == 3) Colour(target, plane);
        Light(target);
    }

    private void Colour(Span<float> target, int plane)
    {
        float keep = (float)Saturation;
        for (int i = 0; i < plane; i++)
        {
            float gray = Red * target[i] + Green * target[plane + i] + Blue * target[2 * plane + i];
            for (int at = i; at < 3 * plane; at += plane) target[at] = gray + keep * (target[at] - gray);
        }
    }

    private void Light(Span<float> target)
    {
        double sum = 0;
        foreach (float value in target) sum += value;
        float mean = (float)(sum / target.Length), factor = (float)(Brightness * Contrast), offset = (float)(Brightness * (1 - Contrast)) * mean;
        for (int i = 0; i < target.Length; i++) target[i] = Math.Clamp(factor * target[i] + offset, 0, 1);
    }

    // …, 1, 0 | 0, 1, … side − 1 | side − 1, side − 2, …
    private static int Mirrored(int at, int side)
    {
        int period = 2 * side, inside = ((at % period) + period) % period;
        return inside < side ? inside : period - 1 - inside;
    }
}
