using QuantumCluster.Circuits;
using QuantumCluster.Circuits.Kernels;
using QuantumCluster.Cutting.Execution;
using QuantumCluster.Cutting.Gradients;
using QuantumCluster.Learning.Data;
using QuantumCluster.Learning.DataFiles;
using QuantumCluster.Learning.Networks;
using QuantumCluster.Learning.Tests.Networks;
using QuantumCluster.Learning.Training;

namespace QuantumCluster.Learning.Tests.Training;

/// <summary>Trainings whose gradients are taken as on hardware.</summary>
public sealed class GradientMethodTests : IDisposable
{
    private static readonly DataSplits Few = SyntheticSet.Generate(new Seed(1), train: 24, validation: 8, test: 8);
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public void Exact_shifts_train_as_the_adjoint_does()
    {
        double[] adjoint = Losses(Run("a", GradientMethod.Adjoint)), shifted = Losses(Run("b", new(GradientRule.Shift)));
        for (int i = 0; i < adjoint.Length; i++) Assert.Equal(adjoint[i], shifted[i], 1e-5); // the network is in float: what is left of 1e-9 after some steps
    }

    [Theory]
    [InlineData(GradientRule.Shift, 100)]
    [InlineData(GradientRule.Spsa, 100)]
    [InlineData(GradientRule.Spsa, null)]
    public void A_resumed_run_draws_what_the_whole_one_drew(GradientRule rule, int? shots)
    {
        var method = new GradientMethod(rule, shots);
        TrainingResult whole = Run("whole", method);
        var failing = new FailingExecutor(Hybrids.Device(), callsBeforeFailure: 2 * method.RunsPerStep + 1); // in the third step
        Assert.Throws<ExecutionFailedException>(() => Run("cut", method, executor: failing));
        TrainingResult resumed = Run("cut", method, resume: true);
        Assert.Equal(Losses(whole), Losses(resumed));
        Assert.Equal((whole.Test.Loss, whole.Validation.Loss), (resumed.Test.Loss, resumed.Validation.Loss));
        Assert.NotEqual(Losses(whole), Losses(Run("other", method, seed: 5)));
        Assert.Equal(method, RunManifest.Read(_folder.File("cut")).Settings.Gradient);
    }

    [Fact]
    public void A_run_is_not_resumed_with_another_method()
    {
        Run("run", new(GradientRule.Shift, 10), epochs: 1);
        foreach (GradientMethod other in new[] { GradientMethod.Adjoint, new GradientMethod(GradientRule.Shift, 20), new GradientMethod(GradientRule.Spsa, 10) })
            Assert.Contains($"gradients by shift with 10 shots, not {other}", Assert.Throws<DataFileException>(() => Run("run", other, resume: true)).Message, StringComparison.Ordinal);
    }

    private TrainingResult Run(string name, GradientMethod method, int epochs = 2, bool resume = false, ulong seed = 4, IFragmentExecutor? executor = null)
    {
        using HybridNetwork network = Hybrids.Network(1, executor, kernel: Kernel.Su4);
        var settings = new TrainingSettings { Epochs = epochs, BatchSize = 8, Seed = new Seed(seed), Gradient = method, Checkpoints = new() { EverySteps = 1 } };
        var trainer = new Trainer(network, Few, settings, TimeProvider.System, new Silent());
        return resume ? trainer.Resume(_folder.File(name)) : trainer.Train(_folder.File(name), new Dictionary<string, string>());
    }

    private static double[] Losses(TrainingResult result) => [.. result.History.SelectMany(e => new[] { e.TrainLoss, e.ValidationLoss })];

    private sealed class Silent : ITrainingObserver
    {
        public void Observe(TrainingEvent happened)
        {
        }
    }
}
