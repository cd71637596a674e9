using System.Collections.Immutable;
using System.Security.Cryptography;
using System.Text;

namespace QuantumCluster.Learning.Data;

/// <summary>Images under the class indices of a model that knows all their classes, and maybe more.</summary>
public sealed class NamedAs : IImageSource
{
    private readonly IImageSource _images;

    /// <param name="classNames">The model's classes, in its order.</param>
    /// <exception cref="ArgumentException">The images have a class that is not among them.</exception>
    public NamedAs(IImageSource images, ImmutableArray<string> classNames)
    {
        string[] unknown = [.. images.ClassNames.Except(classNames)];
        if (unknown.Length > 0) throw new ArgumentException($"There is no class {string.Join(", ", unknown)} among {string.Join(", ", classNames)}.", nameof(images));
        (_images, ClassNames) = (images, classNames);
        Labels = [.. images.Labels.Select(label => classNames.IndexOf(images.ClassNames[label]))];
    }

    public ImmutableArray<int> Labels { get; }

    public ImmutableArray<string> ClassNames { get; }

    public int Channels => _images.Channels;

    public int Size => _images.Size;

    public bool Varies => _images.Varies;

    public IImageSource ForJudging() => new NamedAs(_images.ForJudging(), ClassNames);

    public void Copy(int index, int epoch, Span<float> target) => _images.Copy(index, epoch, target);

    public ImageIdentity IdentityOf(int index) => _images.IdentityOf(index);

    public string Digest() => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{_images.Digest()} {string.Join(' ', ClassNames)}")));
}
