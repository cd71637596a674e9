using QuantumCluster.Circuits;
using QuantumCluster.Circuits.Kernels;
using QuantumCluster.Circuits.Readouts;
using QuantumCluster.Cutting.Plans;
using QuantumCluster.Cutting.Tests.Oracle;
using QuantumCluster.Oracle;

namespace QuantumCluster.Cutting.Tests.Jobs;

/// <summary>Bits may depend on the plan and the numbers, never on how the work was shared out.</summary>
public class SameBitsTests
{
    private static readonly Granularity[] Granularities =
        [new(1, 1), new(1, 16), new(2, 7), new(3, 5), new(int.MaxValue, 10), new(int.MaxValue, int.MaxValue)];

    public static WithEveryChoice KernelsAndChoices => new(Kernel.All.Select(k => k.Name));

    [Theory, MemberData(nameof(KernelsAndChoices))]
    public void Granularity_does_not_change_a_bit(string kernel, VariantChoice choice)
    {
        const int samples = 21;
        KeyedRandom random = new Seed(501).For(kernel).Generator();
        double[] w = random.Angles(Kernel.Named(kernel)!.WeightCount * 7), x = random.Angles(8 * samples);
        foreach (Readout readout in new Readout[] { new Readout.Marginal(3, 4, 5, 6, 7), ReferenceReadouts.Paulis("XIIYIIZI", "ZIIXIIII") })
        {
            double[] cotangent = random.Gaussians(samples * readout.OutputCount(8));
            PlanRequest request = TestCuts.OneLayer(kernel, readout, choice);
            var expected = Laboratory.Run(request, w, x, cotangent, samples);
            foreach (Granularity granularity in Granularities)
            {
                var actual = Laboratory.Run(request with { Granularity = granularity }, w, x, cotangent, samples);
                Near.SameBits(expected.Outputs, actual.Outputs, $"outputs, {granularity}");
                Near.SameBits(expected.Gradients.Inputs, actual.Gradients.Inputs, $"input gradients, {granularity}");
                Near.SameBits(expected.Gradients.Weights, actual.Gradients.Weights, $"weight gradients, {granularity}");
            }
        }
    }

    [Theory, MemberData(nameof(KernelsAndChoices))]
    public void Sample_alone_gives_the_bits_that_it_gives_in_company(string kernel, VariantChoice choice)
    {
        const int samples = 11;
        KeyedRandom random = new Seed(502).For(kernel).Generator();
        double[] w = random.Angles(Kernel.Named(kernel)!.WeightCount * 7), x = random.Angles(8 * samples);
        foreach (Readout readout in new Readout[] { new Readout.Probabilities(), ReferenceReadouts.Paulis("XIIYIIZI", "ZIIXIIII") })
        {
            int outputs = readout.OutputCount(8);
            double[] cotangent = random.Gaussians(samples * outputs);
            PlanRequest request = TestCuts.OneLayer(kernel, readout, choice);
            var together = Laboratory.Run(request, w, x, cotangent, samples);
            for (int s = 0; s < samples; s++)
            {
                var alone = Laboratory.Run(request, w, x[(8 * s)..(8 * s + 8)], cotangent[(s * outputs)..((s + 1) * outputs)]);
                Near.SameBits(together.Outputs[(s * outputs)..((s + 1) * outputs)], alone.Outputs, $"outputs of sample {s}");
                Near.SameBits(together.Gradients.Inputs[(8 * s)..(8 * s + 8)], alone.Gradients.Inputs, $"input gradients of sample {s}");
            }
        }
    }

    [Fact]
    public void Same_run_twice_gives_the_same_bits()
    {
        KeyedRandom random = new Seed(503).Generator();
        double[] w = random.Angles(77), x = random.Angles(8 * 20), cotangent = random.Gaussians(20 * 256);
        PlanRequest request = TestCuts.OneLayer("su4", new Readout.Probabilities(), VariantChoice.Minimal);
        var first = Laboratory.Run(request, w, x, cotangent, 20);
        var second = Laboratory.Run(request, w, x, cotangent, 20);
        Near.SameBits(first.Outputs, second.Outputs);
        Near.SameBits(first.Gradients.Inputs, second.Gradients.Inputs);
        Near.SameBits(first.Gradients.Weights, second.Gradients.Weights);
    }

    /// <summary>
    /// The digest of one run's bits, written down. It must hold on every machine and with any vector width (repeat with
    /// DOTNET_EnableAVX2=0 and DOTNET_EnableHWIntrinsic=0); it changes only when the order of the arithmetic is changed on purpose.
    /// </summary>
    [Fact]
    public void Bits_are_the_same_on_every_machine()
    {
        const int samples = 19;
        KeyedRandom random = new Seed(504).Generator();
        double[] w = random.Angles(77), x = random.Angles(8 * samples, 10), cotangent = random.Angles(samples * 256);
        var run = Laboratory.Run(TestCuts.OneLayer("su4", new Readout.Probabilities(), VariantChoice.Minimal), w, x, cotangent, samples);
        double[] all = [.. run.Outputs, .. run.Gradients.Inputs, .. run.Gradients.Weights];
        byte[] digest = System.Security.Cryptography.SHA256.HashData(System.Runtime.InteropServices.MemoryMarshal.AsBytes(all.AsSpan()));
        Assert.Equal("E9C8EDFF452797D0", Convert.ToHexString(digest)[..16]);
    }
}
