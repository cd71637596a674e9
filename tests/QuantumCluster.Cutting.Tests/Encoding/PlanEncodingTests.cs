using QuantumCluster.Circuits;
using QuantumCluster.Circuits.Gates;
using QuantumCluster.Circuits.Kernels;
using QuantumCluster.Circuits.Numerics;
using QuantumCluster.Circuits.Readouts;
using QuantumCluster.Cutting.Encoding;
using QuantumCluster.Cutting.Plans;

namespace QuantumCluster.Cutting.Tests.Encoding;

public class PlanEncodingTests
{
    private static readonly PlanRequest[] Requests =
    [
        TestCuts.OneLayer("crz", new Readout.Probabilities(), VariantChoice.Auto),
        TestCuts.OneLayer("su4", new Readout.Marginal(7, 3, 5), VariantChoice.Paper),
        TestCuts.TwoLayersOnTheSlant(Kernel.Canonical, new Readout.Expectations(PauliString.Parse("XYZIIIIZ"), PauliString.Parse("IIIYIIII")), VariantChoice.Table),
        new(EveryGate(), new Readout.Probabilities(), [], VariantChoice.Minimal, 3, new Granularity(2, 7)),
        TestCuts.OneLayer("cry", new Readout.Probabilities(), VariantChoice.Auto) with { Precision = Precision.Float },
        Small("crz") with { Classes = [new("superconducting", "00ff", 5, true), new("ideal", "12ab", 2, false)] },
    ];

    [Fact]
    public void Request_survives_the_journey()
    {
        foreach (PlanRequest request in Requests)
        {
            PlanRequest back = PlanEncoding.Read(PlanEncoding.Write(request));
            Assert.Equal(request.Circuit.Operations.AsEnumerable(), back.Circuit.Operations);
            Assert.Equal((request.Circuit.QubitCount, request.Circuit.WeightCount, request.Circuit.InputCount), (back.Circuit.QubitCount, back.Circuit.WeightCount, back.Circuit.InputCount));
            Assert.Equal(request.Readout, back.Readout);
            Assert.Equal(request.Cuts.AsEnumerable(), back.Cuts);
            Assert.Equal(request.Classes.IsDefault ? [] : request.Classes.AsEnumerable(), back.Classes);
            Assert.Equal((request.Variants, request.DeviceQubits, request.Granularity, request.Precision), (back.Variants, back.DeviceQubits, back.Granularity, back.Precision));
            Assert.Equal(CutPlan.Create(request).Hash, CutPlan.Create(back).Hash);
        }
    }

    [Fact]
    public void Broken_bytes_are_refused_or_mean_exactly_what_they_say()
    {
        ulong key = 0;
        foreach (PlanRequest request in new[] { Small("crz"), Small("canonical"), Requests[3], Requests[5] })
            EncodingFuzz.RefusedOrCanonical(PlanEncoding.Write(request), b => PlanEncoding.Read(b), PlanEncoding.Write, new Seed(31).For(key++));
    }

    /// <summary>Plans and programs in double keep the bytes and hashes that they had before there was a choice; in float the first byte is another.</summary>
    [Fact]
    public void Float_is_another_first_byte_and_another_hash_of_plan_and_programs()
    {
        foreach (PlanRequest request in Requests[..3])
        {
            PlanRequest inFloat = request with { Precision = Precision.Float };
            Assert.Equal(InFloat(PlanEncoding.Write(request)), PlanEncoding.Write(inFloat));
            CutPlan plan = CutPlan.Create(request), other = CutPlan.Create(inFloat);
            Assert.NotEqual(plan.Hash, other.Hash);
            foreach (var (a, b) in plan.Fragments.Zip(other.Fragments))
            {
                Assert.Equal(InFloat(ProgramEncoding.Write(a.Program)), ProgramEncoding.Write(b.Program));
                Assert.Equal((Precision.Double, Precision.Float), (a.Program.Precision, b.Program.Precision));
                Assert.NotEqual(a.Program.Hash, b.Program.Hash);
            }
        }
    }

    private static byte[] InFloat(byte[] bytes)
    {
        Assert.Equal(1, bytes[0]);
        return [2, .. bytes[1..]];
    }

    [Fact]
    public void Another_version_is_refused_by_its_number()
    {
        byte[] bytes = PlanEncoding.Write(Requests[0]);
        bytes[0] = 9;
        Assert.Contains("version 9", Assert.Throws<FormatException>(() => PlanEncoding.Read(bytes)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Classes_are_another_first_byte_and_come_last()
    {
        foreach (PlanRequest bound in (PlanRequest[])[Requests[5], Requests[5] with { Precision = Precision.Float }])
        {
            PlanRequest unbound = bound with { Classes = [] };
            byte[] with = PlanEncoding.Write(bound), without = PlanEncoding.Write(unbound);
            Assert.Equal([(byte)(without[0] + 2), .. without[1..]], with[..without.Length]);
            Assert.NotEqual(CutPlan.Create(unbound).Hash, CutPlan.Create(bound).Hash);
            Assert.Contains("there and empty", Assert.Throws<FormatException>(() => PlanEncoding.Read([.. with[..without.Length], 0, 0, 0, 0])).Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Announced_lengths_are_not_believed()
    {
        // A list of 2^31 − 1 operations in a message of a few bytes must not be allocated.
        byte[] bytes = PlanEncoding.Write(Requests[0])[..40];
        for (int i = 13; i < 16; i++) bytes[i] = 0xFF;
        bytes[16] = 0x7F;
        Assert.Contains("more than its bytes can hold", Assert.Throws<FormatException>(() => PlanEncoding.Read(bytes)).Message, StringComparison.Ordinal);
    }

    private static PlanRequest Small(string kernel)
    {
        var ladder = new Ladder(3, 1, Kernel.Named(kernel)!);
        return new(ladder.ToCircuit(), new Readout.Expectations(PauliString.Parse("XYZ"), PauliString.Parse("IIZ")), LadderCuts.Middle(ladder), VariantChoice.Auto, 2, Granularity.Spread);
    }

    internal static Circuit EveryGate() => Circuit.Create(3, 1, 1, Gate.All.SelectMany<Gate, Operation>(g => (g.Controls, g.HasAngle) switch
    {
        (0, false) => [Operation.On(g, 1)],
        (0, true) => [Operation.On(g, 0, Angle.Weight(0)), Operation.On(g, 2, Angle.FromRadians(-0.0)), Operation.On(g, 2, Angle.Input(0))],
        (_, false) => [Operation.Controlled(g, 2, 0)],
        _ => [Operation.Controlled(g, 0, 1, Angle.Weight(0)), Operation.Controlled(g, 1, 0, Angle.FromRadians(1.25))],
    }));
}
