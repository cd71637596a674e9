using System.Collections.Immutable;
using QuantumCluster.Learning.DataFiles;
using static TorchSharp.torch;

namespace QuantumCluster.Learning.Networks.Weights;

/// <summary>Between torch's tensors and the arrays of data files.</summary>
internal static class StateTensors
{
    public static FileArray ToArray(Tensor tensor)
    {
        ElementType type = tensor.dtype switch
        {
            ScalarType.Float32 => ElementType.Float32,
            ScalarType.Float64 => ElementType.Float64,
            ScalarType.Int64 => ElementType.Int64,
            _ => throw new NotSupportedException($"A state of {tensor.dtype} is not written to files."),
        };
        return FileArray.Create(type, [.. tensor.shape.Select(n => (int)n)], TensorValues.Bytes(tensor));
    }

    /// <summary>Overwrites tensors in place, all of them or, when one does not fit, none.</summary>
    /// <exception cref="DataFileException">An array is missing, or has another type or shape.</exception>
    public static void CopyInto(IEnumerable<(string Name, Tensor Target)> state, SafetensorsFile file)
    {
        var copies = new List<(Tensor Target, FileArray Source)>();
        foreach (var (name, target) in state)
        {
            if (!file.Arrays.TryGetValue(name, out FileArray? array))
                throw new DataFileException(file.Path, $"holds no array '{name}', which the network needs.");
            FileArray expected = ToArray(target);
            if (array.Type != expected.Type || !array.Shape.SequenceEqual(expected.Shape))
                throw new DataFileException(file.Path, $"holds '{name}' as {array}; the network has {expected} there.");
            copies.Add((target, array));
        }

        using var noGradient = no_grad();
        foreach (var (target, source) in copies) CopyInto(target, source);
    }

    /// <summary>Overwrites a tensor of the same shape in place; its layout in memory stays.</summary>
    public static void CopyInto(Tensor target, FileArray array)
    {
        using var scope = NewDisposeScope();
        ImmutableArray<long> shape = [.. array.Shape.Select(n => (long)n)];
        Tensor source = array.Type switch
        {
            ElementType.Float32 => tensor(array.As<float>().ToArray(), shape.AsSpan()),
            ElementType.Float64 => tensor(array.As<double>().ToArray(), shape.AsSpan()),
            ElementType.Int64 => tensor(array.As<long>().ToArray(), shape.AsSpan()),
            _ => throw new NotSupportedException($"A state of {array.Type} is not read from files."),
        };
        target.copy_(source);
    }
}
