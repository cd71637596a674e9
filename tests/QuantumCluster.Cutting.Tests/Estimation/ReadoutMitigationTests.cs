using QuantumCluster.Circuits;
using QuantumCluster.Circuits.Readouts;
using QuantumCluster.Cutting.Estimation;
using QuantumCluster.Cutting.Execution;
using QuantumCluster.Cutting.Plans;
using QuantumCluster.Cutting.Reconstruction;
using QuantumCluster.Devices;
using QuantumCluster.Devices.Execution;
using QuantumCluster.Devices.Profiles;
using QuantumCluster.Oracle;

namespace QuantumCluster.Cutting.Tests.Estimation;

/// <summary>Readout errors, calibrated on the devices and undone.</summary>
public sealed class ReadoutMitigationTests
{
    private static readonly (double OneAtZero, double ZeroAtOne)[] Errors = [(0.02, 0.06), (0.05, 0.01), (0.03, 0.08), (0.01, 0.04), (0.07, 0.05)];

    /// <summary>Perfect but for its readings.</summary>
    private static LocalExecutor Misreading() => new(new NoisyDevice(DeviceProfile.Create("misreading", 5, noise: DeviceNoise.Create(0, 0,
        [.. Errors.Select(_ => double.PositiveInfinity)], [.. Errors.Select(_ => double.PositiveInfinity)], [.. Errors.Select(e => e.OneAtZero)], [.. Errors.Select(e => e.ZeroAtOne)]))));

    private static ReadoutMitigation Known(CutPlan plan) =>
        new(plan, [.. plan.Fragments.Select(f => FragmentConfusion.Known([.. f.Program.MeasuredQubits.Select(q => Errors[q])]))]);

    private static T Wait<T>(Task<T> task) => task.GetAwaiter().GetResult();

    [Theory]
    [InlineData("su4", VariantChoice.Minimal)]
    [InlineData("canonical", VariantChoice.Table)]
    [InlineData("crz", VariantChoice.Auto)]
    public void Known_confusion_is_undone_exactly(string kernel, VariantChoice choice)
    {
        foreach (Readout readout in new[] { EstimationScene.Marginal, Oracle.ReferenceReadouts.Paulis("XYZIXIIZ", "IIIZIIIZ", "ZZZZZZZZ") })
        {
            CutPlan plan = EstimationScene.Plan(kernel, readout, choice);
            Batch batch = new EstimationScene(plan).Circuit(11, 2);
            new EstimationScene(plan).Exact(batch, out double[] exact);
            ForwardResult confused = Wait(Misreading().ForwardAsync(plan, batch));
            Assert.True(Near.LargestDifference(exact, confused.Outputs) > 0.01);
            Near.Equal(exact, Contraction.Contract(plan, Known(plan).Apply(confused.Measured)), 1e-12, readout.ToString());
        }
    }

    [Fact]
    public void The_transpose_is_the_transpose()
    {
        CutPlan plan = EstimationScene.Plan("su4", EstimationScene.Marginal, VariantChoice.Minimal);
        KeyedRandom random = new Seed(920).Generator();
        FragmentTensors Draw() => new([.. plan.Fragments.Select(f => random.Gaussians(f.Program.Variants.Length * f.Program.OutcomeCount * 3))], 3);
        FragmentTensors a = Draw(), b = Draw(), mapped = Known(plan).Apply(a), pulled = Known(plan).Transpose(b);
        for (int f = 0; f < 2; f++)
            Assert.Equal(mapped.Fragments[f].Zip(b.Fragments[f], (x, y) => x * y).Sum(), a.Fragments[f].Zip(pulled.Fragments[f], (x, y) => x * y).Sum(), 1e-10);
    }

    /// <summary>Shifts run on the device that misreads, their numbers go through the transposed inverse, and the gradients are those of the perfect circuit.</summary>
    [Theory]
    [InlineData("su4")]
    [InlineData("cry")]
    public void Gradients_by_shift_through_a_known_confusion_are_those_without_it(string kernel)
    {
        CutPlan plan = EstimationScene.Plan(kernel, EstimationScene.Marginal, VariantChoice.Minimal);
        Batch batch = new EstimationScene(plan).Circuit(13, 2);
        double[] cotangent = new Seed(923).Generator().Gaussians(64);
        LocalExecutor device = Misreading(), perfect = new(new StateVectorDevice(DeviceProfile.FiveQubit));
        LayerGradients exact = Wait(perfect.BackwardAsync(plan, batch, Wait(perfect.ForwardAsync(plan, batch)), cotangent));
        ForwardResult forward = Wait(device.ForwardAsync(plan, batch));
        LayerGradients plain = Wait(device.ShiftAsync(plan, batch, forward, cotangent, ShiftPlan.Exact)), mitigated = Wait(device.ShiftAsync(plan, batch, forward.Through(plan, Known(plan)), cotangent, ShiftPlan.Exact));
        Near.Equal(exact.Weights, mitigated.Weights, 1e-9, "weights");
        Near.Equal(exact.Inputs, mitigated.Inputs, 1e-9, "inputs");
        Assert.True(Near.LargestDifference(exact.Inputs, plain.Inputs) > 1e-3);
    }

    [Theory]
    [InlineData(ConfusionKind.PerQubit)]
    [InlineData(ConfusionKind.Full)]
    public void Calibration_finds_the_confusion_of_the_device(ConfusionKind kind)
    {
        const int shots = 1_000_000;
        CutPlan plan = EstimationScene.Plan("su4", EstimationScene.Marginal, VariantChoice.Minimal);
        ReadoutMitigation found = Wait(ReadoutCalibration.MeasureAsync(Misreading(), plan, kind, shots, new Seed(921))), known = Known(plan);
        FragmentTensors any = new EstimationScene(plan).Exact(new EstimationScene(plan).Circuit(12), out _), a = found.Apply(any), b = known.Apply(any);
        for (int f = 0; f < 2; f++) Near.Equal(b.Fragments[f], a.Fragments[f], 6 / Math.Sqrt(shots), $"fragment {f}"); // six deviations of a fair coin, twice over
        Assert.Equal(kind == ConfusionKind.Full ? 2 + 32 : 4, ReadoutCalibration.StateCount(plan, kind));
    }

    /// <summary>Chance enters by the shots and, each time anew, by the calibration; with few calibration shots the bars would fail without its share.</summary>
    [Theory]
    [InlineData(ConfusionKind.PerQubit, 300)]
    [InlineData(ConfusionKind.PerQubit, 20_000)]
    [InlineData(ConfusionKind.Full, 1000)]
    public void Mitigated_intervals_hold_the_truth_and_plain_ones_do_not(ConfusionKind kind, int calibration)
    {
        CutPlan plan = EstimationScene.Plan("su4", Oracle.ReferenceReadouts.Paulis("IIIIIIIZ", "IIIZIIIZ", "ZIIIIIIZ", "IIIIZIII", "IIIIIZZI"), VariantChoice.Minimal);
        var scene = new EstimationScene(plan);
        LocalExecutor device = Misreading();
        var errors = new EstimationScene.Errors();
        var plain = new EstimationScene.Errors();
        for (ulong c = 0; c < 10; c++)
        {
            Batch batch = scene.Circuit(c);
            scene.Exact(batch, out double[] exact);
            for (ulong s = 0; s < 25; s++)
            {
                Seed seed = new Seed(922).For(c).For(s);
                ReadoutMitigation mitigation = Wait(ReadoutCalibration.MeasureAsync(device, plan, kind, calibration, seed.For("calibration")));
                var budget = new ShotBudget(40_000, Allocation.Uniform, seed);
                errors.Add(exact, Wait(new Estimator(device).EstimateAsync(plan, batch, budget, new EstimateSettings { Mitigation = mitigation })));
                plain.Add(exact, Wait(new Estimator(device).EstimateAsync(plan, batch, budget, EstimateSettings.Plain)));
            }
        }

        Assert.InRange(errors.Coverage, 0.93, 0.97);
        Assert.True(plain.Coverage < 0.8, $"{plain.Coverage}");
        Assert.True(errors.Predicted > plain.Predicted);
    }

    [Fact]
    public void Readings_that_say_nothing_are_refused() =>
        Assert.Contains("cannot be inverted", Assert.Throws<ArgumentException>(() => FragmentConfusion.Known((0.5, 0.499))).Message, StringComparison.Ordinal);

    [Fact]
    public void Confusion_of_another_width_is_refused()
    {
        CutPlan plan = EstimationScene.Plan("su4", EstimationScene.Marginal, VariantChoice.Minimal);
        Assert.Equal("Fragment 0 measures 1 qubits; its confusion is of 2. (Parameter 'confusions')",
            Assert.Throws<ArgumentException>(() => new ReadoutMitigation(plan, [FragmentConfusion.Known((0, 0), (0, 0)), FragmentConfusion.Known()])).Message);
    }
}
