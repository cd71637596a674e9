using System.Collections.Immutable;
using QuantumCluster.Cutting.Variants;

namespace QuantumCluster.Cutting.Encoding;

/// <summary>The canonical bytes of a <see cref="FragmentProgram"/>: what its hash is taken of and what travels to nodes that do not know it.</summary>
public static class ProgramEncoding
{
    public static byte[] Write(FragmentProgram program)
    {
        var writer = new CanonicalWriter();
        writer.Version(program.Precision);
        writer.Circuit(program.Circuit);
        writer.List(program.PreparedQubits, writer.Int);
        writer.List(program.MeasuredQubits, writer.Int);
        writer.List(program.Variants, variant =>
        {
            foreach (Preparation p in variant.Preparations) writer.Byte((byte)p);
            foreach (Basis b in variant.Bases) writer.Byte((byte)b);
        });
        return writer.ToArray();
    }

    /// <exception cref="FormatException">Says what is wrong with the bytes.</exception>
    public static FragmentProgram Read(ReadOnlySpan<byte> bytes)
    {
        var reader = new CanonicalReader(bytes);
        var precision = reader.Version("Program");
        var circuit = reader.Circuit();
        ImmutableArray<int> prepared = reader.Ints(), measured = reader.Ints();
        var variants = new Variant[reader.Count(prepared.Length + measured.Length)];
        for (int v = 0; v < variants.Length; v++)
        {
            var preparations = new Preparation[prepared.Length];
            var bases = new Basis[measured.Length];
            for (int i = 0; i < preparations.Length; i++) preparations[i] = (Preparation)reader.Limited(reader.Byte(), 5, "preparation");
            for (int i = 0; i < bases.Length; i++) bases[i] = (Basis)reader.Limited(reader.Byte(), 2, "measurement basis");
            variants[v] = new Variant([.. preparations], [.. bases]);
        }

        reader.End();
        try
        {
            return new FragmentProgram(circuit, prepared, measured, [.. variants], precision);
        }
        catch (ArgumentException e)
        {
            throw new FormatException(e.Message, e);
        }
    }
}
