using System.Collections.Immutable;
using QuantumCluster.Circuits;
using QuantumCluster.Circuits.Kernels;
using QuantumCluster.Circuits.Readouts;
using QuantumCluster.Cutting.Gradients;
using QuantumCluster.Cutting.Plans;
using QuantumCluster.Devices;
using QuantumCluster.Devices.Execution;
using QuantumCluster.Learning.Data;
using QuantumCluster.Learning.Networks;
using QuantumCluster.Learning.Training;

namespace QuantumCluster.Learning.Tests.Networks;

/// <summary>Every variant of the model learns eight chest X-rays by heart, or begins to: a few steps on one batch.</summary>
public class VariantsOnRealPicturesTests
{
    private const int Qubits = 8, Size = 32, Steps = 6;
    private static readonly Seed Start = new(1);
    private static readonly Readout Marginal = new Readout.Marginal(3, 4, 5, 6, 7);
    private static readonly Readout Paulis = new Readout.Expectations([.. Enumerable.Range(0, Qubits).Select(q => PauliString.Parse(new string('I', q) + "Z" + new string('I', Qubits - q - 1)))]);

    [FactIfDataPresent(SharedData.Pneumonia)]
    public void Every_kernel_learns_and_does_the_same_cut_and_uncut()
    {
        foreach (Kernel kernel in Kernel.All)
            foreach (Readout readout in new[] { Marginal, Paulis })
            {
                var ladder = new Ladder(Qubits, 1, kernel);
                double[] cut = Learns(Hybrid(ladder, ladder.ToCircuit(), LadderCuts.Middle(ladder), readout)), uncut = Learns(Hybrid(ladder, ladder.ToCircuit(), [], readout));
                Assert.Equal(uncut[0], cut[0], 1e-6);
                Assert.Equal(uncut[1], cut[1], 1e-5); // gradients went through the cut as well; a float network makes rounding grow
            }
    }

    [FactIfDataPresent(SharedData.Pneumonia)]
    public void Reupload_at_the_cut_learns_otherwise()
    {
        foreach (Readout readout in new[] { Marginal, Paulis })
        {
            var ladder = new Ladder(Qubits, 1, Kernel.Su4);
            ImmutableArray<WireCut> cuts = LadderCuts.Middle(ladder);
            Assert.NotEqual(Learns(Hybrid(ladder, ladder.ToCircuit(), cuts, readout))[0], Learns(Hybrid(ladder, ladder.ToCircuitWithReupload(cuts[0].Qubit), cuts, readout))[0], 1e-6);
        }
    }

    [FactIfDataPresent(SharedData.Pneumonia)]
    public void The_classical_twin_learns() => Learns(new ClassicalTwin(2, Qubits, Start));

    private static HybridNetwork Hybrid(Ladder ladder, Circuit circuit, ImmutableArray<WireCut> cuts, Readout readout)
    {
        DeviceProfile device = cuts.IsEmpty ? DeviceProfile.Simulator(Qubits) : DeviceProfile.FiveQubit;
        CutPlan plan = CutPlan.Create(new PlanRequest(circuit, readout, cuts, VariantChoice.Auto, device.Qubits, Granularity.Exact));
        return new HybridNetwork(2, plan, ladder.InitialWeights(Start), new LocalExecutor(new StateVectorDevice(device)), Start);
    }

    /// <returns>The losses: finite, and in the end below what they were.</returns>
    private static double[] Learns(ImageClassifier network)
    {
        using (network)
        {
            IImageSource images = PneumoniaMnist.Load(SharedData.PathOf(SharedData.Pneumonia), Size).Train;
            int[] batch = [.. Enumerable.Range(0, 2).SelectMany(label => Enumerable.Range(0, images.Count).Where(i => images.Labels[i] == label).Take(4))];
            float[] pixels = ImageBatch.Pixels(images, batch, IImageSource.NoEpoch);
            network.train();
            var step = new TrainingStep(network, TrainingSettings.ScratchLearningRate);
            double[] losses = [.. Enumerable.Range(0, Steps).Select(_ => step.Run(images, batch, pixels, LayerRun.Exact))];
            Assert.All(losses, loss => Assert.True(double.IsFinite(loss)));
            Assert.True(losses[^1] < 0.9 * losses[0], string.Join(' ', losses));
            return losses;
        }
    }
}
