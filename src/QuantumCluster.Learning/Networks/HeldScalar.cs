using TorchSharp;

namespace QuantumCluster.Learning.Networks;

/// <summary>
/// Numbers as torch's native code takes them, held while it reads them. A <see cref="Scalar"/> that nobody holds (one made by an implicit
/// conversion, or the factor 1 that <c>add(x)</c> makes for itself) may be freed by its finaliser in the middle of the call: then the call reads
/// whatever has taken its place, or fails. So no implicit conversions, and sums always with <see cref="One"/>.
/// </summary>
internal static class HeldScalar
{
    /// <summary>The factor of a plain sum.</summary>
    public static Scalar One { get; } = 1.ToScalar();

    /// <summary>Gives <paramref name="call"/> a number, and holds it until the call is over.</summary>
    public static void During(double number, Action<Scalar> call)
    {
        Scalar held = number.ToScalar();
        call(held);
        GC.KeepAlive(held);
    }

    /// <inheritdoc cref="During(double, Action{Scalar})"/>
    public static T During<T>(double number, Func<Scalar, T> call)
    {
        Scalar held = number.ToScalar();
        T result = call(held);
        GC.KeepAlive(held);
        return result;
    }
}
