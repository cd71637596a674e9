using QuantumCluster.Circuits;
using QuantumCluster.Circuits.Numerics;

namespace QuantumCluster.Learning.Data.Augmentations;

/// <summary>How far pictures of a data set may be varied without becoming pictures of something else.</summary>
/// <param name="MirrorsSideways">Left and right may change places.</param>
/// <param name="MirrorsUpright">Top and bottom may.</param>
/// <param name="LargestTurn">Radians, either way; 0 to π.</param>
/// <param name="LeastCrop">Smallest part of the side that is kept, above 0 to 1; the kept square lies anywhere.</param>
/// <param name="Light">Largest relative change of brightness and of contrast, each, either way.</param>
/// <param name="Colour">Largest relative change of saturation, either way; without effect on gray pictures.</param>
public sealed record Augmentation(bool MirrorsSideways, bool MirrorsUpright, double LargestTurn, double LeastCrop, double Light, double Colour)
{
    /// <summary>Skin has no up and no left: all mirrorings and turns, crops, light and colour as other cameras would have had them.</summary>
    public static readonly Augmentation Dermoscopy = new(true, true, Math.PI, 0.8, 0.15, 0.15);

    /// <summary>A chest has its heart on one side, and children are X-rayed upright, nearly: small turns, crops and exposures.</summary>
    public static readonly Augmentation Radiography = new(false, false, Math.PI / 18, 0.85, 0.15, 0);

    /// <summary>One variation, a function of the seed alone.</summary>
    public Variation Draw(Seed seed)
    {
        KeyedRandom random = seed.Generator();
        bool sideways = random.NextDouble() < 0.5 && MirrorsSideways, upright = random.NextDouble() < 0.5 && MirrorsUpright;
        double turn = random.NextDouble(-LargestTurn, LargestTurn), crop = random.NextDouble(LeastCrop, 1);
        double slackX = (1 - crop) / 2 * random.NextDouble(-1, 1), slackY = (1 - crop) / 2 * random.NextDouble(-1, 1);
        double brightness = 1 + random.NextDouble(-Light, Light), contrast = 1 + random.NextDouble(-Light, Light), saturation = 1 + random.NextDouble(-Colour, Colour);
        var (sine, cosine) = SineCosine.Of(turn);
        return new(crop * (sideways ? -cosine : cosine), crop * (upright ? sine : -sine), crop * (sideways ? -sine : sine), crop * (upright ? -cosine : cosine), slackX, slackY, brightness, contrast, saturation);
    }

    public string Describe() => FormattableString.Invariant($"{MirrorsSideways} {MirrorsUpright} {LargestTurn:R} {LeastCrop:R} {Light:R} {Colour:R}");
}
