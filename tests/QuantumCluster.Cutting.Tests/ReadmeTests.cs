using QuantumCluster.Circuits;
using QuantumCluster.Circuits.Kernels;
using QuantumCluster.Circuits.Readouts;
using QuantumCluster.Cutting.Execution;
using QuantumCluster.Cutting.Plans;
using QuantumCluster.Devices;
using QuantumCluster.Devices.Execution;

namespace QuantumCluster.Cutting.Tests;

/// <summary>What README.md shows compiles, runs, and is what stands here.</summary>
public sealed class ReadmeTests
{
    [Fact]
    public async Task The_first_lines_of_code_run()
    {
        double[] inputs = [.. Enumerable.Range(0, 16).Select(i => 0.1 * i)];
        double[] cotangents = [.. Enumerable.Range(0, 64).Select(i => i % 3 - 1.0)];

        // README begins
        var ladder = new Ladder(qubits: 8, layers: 1, Kernel.Su4);
        CutPlan plan = CutPlan.Create(new PlanRequest(ladder.ToCircuit(), new Readout.Marginal(3, 4, 5, 6, 7),
            LadderCuts.Middle(ladder), VariantChoice.Auto, DeviceProfile.FiveQubit.Qubits, Granularity.Exact));
        await using var executor = new LocalExecutor(new StateVectorDevice(DeviceProfile.FiveQubit));

        var batch = new Batch(ladder.InitialWeights(new Seed(1)), inputs, samples: 2); // inputs: [2, 8] angles in radians, row by row
        ForwardResult forward = await executor.ForwardAsync(plan, batch);
        LayerGradients gradients = await executor.BackwardAsync(plan, batch, forward, cotangents); // cotangents: [2, 32]
        // README ends

        Assert.Equal(1.0, forward.Outputs[..32].Sum(), 12);
        Assert.Equal(77, gradients.Weights.Length);
    }

    [Fact]
    public void The_lines_in_README_are_the_lines_that_run()
    {
        string root = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(root, "QuantumCluster.sln"))) root = Path.GetDirectoryName(root) ?? throw new InvalidOperationException("The tests run outside the repository.");

        string[] source = File.ReadAllLines(Path.Combine(root, "tests", "QuantumCluster.Cutting.Tests", "ReadmeTests.cs"));
        int begins = Array.FindIndex(source, line => line.Trim() == "// README begins"), ends = Array.FindIndex(source, line => line.Trim() == "// README ends");
        IEnumerable<string> run = source[(begins + 1)..ends].Select(line => line.Length >= 8 ? line[8..] : line);

        string[] readme = File.ReadAllLines(Path.Combine(root, "README.md"));
        int opens = Array.IndexOf(readme, "```csharp");
        IEnumerable<string> shown = readme.Skip(opens + 1).TakeWhile(line => line != "```");

        Assert.Equal(run, shown);
    }
}
