using QuantumCluster.Circuits;
using QuantumCluster.Circuits.Kernels;
using QuantumCluster.Circuits.Numerics;
using QuantumCluster.Circuits.Readouts;
using QuantumCluster.Cutting.Encoding;
using QuantumCluster.Cutting.Plans;
using QuantumCluster.Cutting.Variants;

namespace QuantumCluster.Cutting.Tests.Encoding;

public class ProgramEncodingTests
{
    private static FragmentProgram[] Programs =>
    [
        .. CutPlan.Create(TestCuts.TwoLayersOnTheSlant(Kernel.Cry, new Readout.Expectations(PauliString.Parse("XYZIIXIZ"), PauliString.Parse("IIIYIIII")), VariantChoice.Table)).Fragments.Select(f => f.Program),
        new(PlanEncodingTests.EveryGate(), [2, 0], [1, 2], [new Variant([Preparation.PlusI, Preparation.MinusI], [Basis.Y, Basis.X])]),
        new(PlanEncodingTests.EveryGate(), [], [], [new Variant([], [])]),
        new(PlanEncodingTests.EveryGate(), [], [0], [new Variant([], [Basis.Y])], Precision.Float),
    ];

    [Fact]
    public void Program_survives_the_journey_and_keeps_its_hash()
    {
        foreach (FragmentProgram program in Programs)
        {
            FragmentProgram back = ProgramEncoding.Read(ProgramEncoding.Write(program));
            Assert.Equal(program.Hash, back.Hash);
            Assert.Equal(program.Precision, back.Precision);
            Assert.Equal(program.PreparedQubits.AsEnumerable(), back.PreparedQubits);
            Assert.Equal(program.MeasuredQubits.AsEnumerable(), back.MeasuredQubits);
            Assert.Equal(program.Variants.AsEnumerable(), back.Variants);
        }
    }

    [Fact]
    public void Broken_bytes_are_refused_or_mean_exactly_what_they_say()
    {
        ulong key = 0;
        foreach (FragmentProgram program in Programs[2..])
            EncodingFuzz.RefusedOrCanonical(ProgramEncoding.Write(program), b => ProgramEncoding.Read(b), ProgramEncoding.Write, new Seed(32).For(key++));
    }

    [Fact]
    public void Noise_is_refused()
    {
        for (ulong trial = 0; trial < 3_000; trial++)
        {
            KeyedRandom random = new Seed(33).For(trial).Generator();
            var noise = new byte[random.NextInt(200)];
            for (int i = 0; i < noise.Length; i++) noise[i] = (byte)random.NextUInt64();
            if (noise.Length > 0) noise[0] = 1;
            Assert.Throws<FormatException>(() => ProgramEncoding.Read(noise));
            Assert.Throws<FormatException>(() => PlanEncoding.Read(noise));
        }
    }

    [Fact]
    public void Program_that_contradicts_itself_is_refused()
    {
        Circuit circuit = PlanEncodingTests.EveryGate();
        Assert.Throws<ArgumentException>(() => new FragmentProgram(circuit, [3], [0], [new Variant([Preparation.Zero], [Basis.Z])]));
        Assert.Throws<ArgumentException>(() => new FragmentProgram(circuit, [], [0, 0], [new Variant([], [Basis.Z, Basis.Z])]));
        Assert.Throws<ArgumentException>(() => new FragmentProgram(circuit, [], [0], []));
        Assert.Throws<ArgumentException>(() => new FragmentProgram(circuit, [], [0], [new Variant([Preparation.Zero], [Basis.Z])]));
        Assert.Throws<ArgumentException>(() => new FragmentProgram(circuit, [], [0], [new Variant([], [])]));
    }

    [Fact]
    public void Hash_is_the_digest_of_the_canonical_bytes()
    {
        FragmentProgram program = Programs[0];
        Assert.Equal(System.Security.Cryptography.SHA256.HashData(ProgramEncoding.Write(program)), program.Hash.ToArray());
        Assert.Equal(program.Hash, ProgramHash.FromBytes(program.Hash.ToArray()));
        Assert.Throws<ArgumentException>(() => ProgramHash.FromBytes(new byte[31]));
    }
}
