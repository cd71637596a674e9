using QuantumCluster.Actors.Faults;
using QuantumCluster.Circuits;
using QuantumCluster.Circuits.Kernels;
using QuantumCluster.Cutting.Plans;
using QuantumCluster.Experiments.Faults;
using QuantumCluster.Experiments.Laboratory;
using QuantumCluster.Experiments.Laboratory.FaultRates;
using QuantumCluster.Experiments.Laboratory.Latency;
using QuantumCluster.Experiments.Laboratory.Reports;
using QuantumCluster.Experiments.Laboratory.Scaling;
using QuantumCluster.Experiments.Laboratory.ShotErrors;
using QuantumCluster.Experiments.Laboratory.Simulation;
using QuantumCluster.Experiments.Laboratory.Wide;

namespace QuantumCluster.Experiments.Tests.Laboratory;

/// <summary>The same seed gives the same bytes of CSV, another seed others.</summary>
public sealed class SameNumbersTests
{
    [Fact]
    public void Latency() => AssertKeyed(seed => LatencyExperiment.Sweep(seed, 2, 3, _ => { }, CancellationToken.None) is var d ? [d.Summary, d.Raw] : []);

    [Fact]
    public void Faults() => AssertKeyed(seed => FaultsExperiment.Sweep(seed, 1, TimeSpan.FromSeconds(1), _ => { }, CancellationToken.None).Data is var d ? [d.Summary, d.Raw, d.Recoveries] : []);

    [Fact]
    public void Scaling() => AssertKeyed(seed => ScalingExperiment.Sweep(seed, [1, 4, 32], 2, 1, new CoordinationCosts { PerMessage = TimeSpan.FromMicroseconds(30) }, _ => { }, CancellationToken.None) is var d ? [d.Summary, d.Raw] : []);

    [Fact]
    public void Wide() => AssertKeyed(seed =>
    {
        var errors = new WideErrors(seed, 3, 100);
        errors.MeasureAsync(new WideLadder("su4", new Ladder(8, 1, Kernel.Su4), VariantChoice.Minimal), CancellationToken.None).GetAwaiter().GetResult();
        return [errors.Summary, errors.Raw, errors.Positions];
    });

    [Fact]
    public void Shots() => AssertKeyed(seed => ShotsExperiment.SweepAsync(seed, 2, [300], _ => { }, CancellationToken.None).GetAwaiter().GetResult() is var d ? [d.Summary, d.Raw] : []);

    [Fact]
    public void A_plan_that_is_played_again_takes_the_same_course()
    {
        FaultPlan plan = FaultSchedule.Draw(new FaultScheduleSettings { Seed = new Seed(833), Length = TimeSpan.FromSeconds(3), Count = 12, Spares = 1 });
        var settings = new ExperimentSettings(new Seed(1), true, TimeProvider.System, _ => { }, [], []) { Plan = plan };
        string[] Play() => new FaultsExperiment().RunAsync(settings, CancellationToken.None).GetAwaiter().GetResult() is var r ? [.. r.Summaries.Concat(r.RawData).Select(t => t.ToCsv()), .. r.Findings] : [];
        Assert.Equal(Play(), Play());
    }

    private static void AssertKeyed(Func<Seed, DataTable[]> run)
    {
        string[] one = Texts(run(new Seed(831))), again = Texts(run(new Seed(831))), other = Texts(run(new Seed(832)));
        Assert.Equal(one, again);
        for (int t = 0; t < one.Length; t++) Assert.NotEqual(one[t], other[t]);
    }

    private static string[] Texts(DataTable[] tables)
    {
        Assert.All(tables, t => Assert.True(t.Rows.Count > 0 && !t.IsMeasured));
        return [.. tables.Select(t => t.ToCsv())];
    }
}
