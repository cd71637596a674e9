using System.Buffers;
using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;
using QuantumCluster.Learning.Data.Protocols;

namespace QuantumCluster.Learning.Data.Augmentations;

/// <summary>A part of a data set as its plan has it: pictures of a source, as they are or varied on the way.</summary>
public sealed class PlannedImages(IImageSource source, PartPlan plan, Augmentation augmentation) : IImageSource
{
    public ImmutableArray<int> Labels => plan.Labels;

    public ImmutableArray<string> ClassNames => source.ClassNames;

    public int Channels => source.Channels;

    public int Size => source.Size;

    public bool Varies => plan.Varies || source.Varies;

    public ImageIdentity IdentityOf(int index)
    {
        Drawn drawn = plan.At(index, IImageSource.NoEpoch);
        ImageIdentity picture = source.IdentityOf(drawn.Picture);
        return drawn.Variation is { } seed ? picture with { Name = $"{picture.Name}~{seed}" } : picture;
    }

    public IImageSource ForJudging() => new PlannedImages(source, plan.AsItIs(), augmentation);

    public void Copy(int index, int epoch, Span<float> target)
    {
        Drawn drawn = plan.At(index, epoch);
        if (drawn.Variation is not { } seed)
        {
            source.Copy(drawn.Picture, epoch, target);
            return;
        }

        int length = target.Length;
        float[] picture = ArrayPool<float>.Shared.Rent(length);
        source.Copy(drawn.Picture, epoch, picture.AsSpan(0, length));
        augmentation.Draw(seed).Apply(picture.AsSpan(0, length), target, Channels, Size);
        ArrayPool<float>.Shared.Return(picture);
    }

    public string Digest() => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{source.Digest()}\n{augmentation.Describe()}\n{plan.Describe()}")));
}
