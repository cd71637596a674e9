using QuantumCluster.Actors.Hosting;
using QuantumCluster.Circuits;
using QuantumCluster.Cutting.Estimation;
using QuantumCluster.Cutting.Execution;
using QuantumCluster.Cutting.Plans;
using QuantumCluster.Devices;
using QuantumCluster.Devices.Execution;

namespace QuantumCluster.Actors.Tests.Hosting;

/// <summary>Estimates are decided from counts alone, so a cluster gives the bits of one device: outputs, error bars, shots of both rounds, calibration.</summary>
public sealed class EstimatedRunTests
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(3, 2)]
    public async Task Cluster_of_any_size_gives_the_estimate_of_one_device(int nodes, int variantsPerJob)
    {
        await using var cluster = EmbeddedCluster.Start(new EmbeddedClusterSettings { Nodes = nodes, DevicesPerNode = 2, SerializeMessages = true });
        var model = new Model("su4", new Granularity(variantsPerJob, 3));
        Batch batch = model.Batch(5, 9);
        async Task<Estimate> Run(IFragmentExecutor executor)
        {
            ReadoutMitigation mitigation = await ReadoutCalibration.MeasureAsync(executor, model.Plan, ConfusionKind.PerQubit, 500, new Seed(3));
            return await new Estimator(executor).EstimateAsync(model.Plan, batch, new ShotBudget(5000, Allocation.Variance, new Seed(4)), new EstimateSettings { LeastSquares = true, Mitigation = mitigation });
        }

        Estimate there = await Run(cluster.Executor).WaitAsync(TimeSpan.FromSeconds(60)), here = await Run(new LocalExecutor(new StateVectorDevice(DeviceProfile.FiveQubit)));
        Assert.Equal(here.Shots.AsEnumerable(), there.Shots);
        Assert.Equal(here.Outputs.Select(BitConverter.DoubleToInt64Bits), there.Outputs.Select(BitConverter.DoubleToInt64Bits));
        Assert.Equal(here.StandardErrors.Select(BitConverter.DoubleToInt64Bits), there.StandardErrors.Select(BitConverter.DoubleToInt64Bits));
        Assert.True(here.Shots[1].Most > 2 * here.Shots[0].Most, $"the variants were to differ in their shots: {string.Join(" / ", here.Shots)}");
    }
}
