using System.Collections.Immutable;
using QuantumCluster.Circuits;
using QuantumCluster.Cutting.Execution;
using QuantumCluster.Cutting.Plans;
using QuantumCluster.Devices.Fleets;
using static QuantumCluster.Devices.Tests.Fleets.FleetModels;

namespace QuantumCluster.Devices.Tests.Fleets;

public sealed class PlacementTests
{
    private static readonly Pass[] Sampled = [Pass.Sampled(16, new ShotPlan(1000, new Seed(1)))];
    private static readonly ImmutableArray<DeviceGroup> Mixed = [new(Fast, 2), new(Middle, 4), new(True, 2)];

    [Fact]
    public void Each_policy_is_the_best_of_all_placements_in_its_own_sense()
    {
        ImmutableArray<Placement> chosen = Placement.All(Request(), Sampled, Mixed);
        Forecast[] all = [.. from a in Mixed from b in Mixed
                             select Forecast.Of(CutPlan.Create(Request() with { Classes = [a.Profile.Class, b.Profile.Class] }), Sampled, Mixed)];
        Assert.Equal(all.Min(f => f.WallTime), chosen[0].Forecast.WallTime);
        Assert.Equal(all.Min(f => f.ErrorBound), chosen[1].Forecast.ErrorBound);
        double Lost(Forecast f) => (f.WallTime - chosen[0].Forecast.WallTime) / (chosen[1].Forecast.WallTime - chosen[0].Forecast.WallTime)
            + (f.ErrorBound - chosen[1].Forecast.ErrorBound) / (chosen[0].Forecast.ErrorBound - chosen[1].Forecast.ErrorBound);
        Assert.Equal(all.Min(Lost), Lost(chosen[2].Forecast), 12);
        Assert.True(Lost(chosen[2].Forecast) < 1, "The balance is no better than either extreme.");
        Assert.Equal([PlacementPolicy.Fastest, PlacementPolicy.LeastError, PlacementPolicy.Balanced], chosen.Select(p => p.Policy).ToArray());
    }

    [Fact]
    public void A_narrow_device_gets_what_fits_it()
    {
        Placement fastest = Placement.All(Request(), Sampled, [new(Narrow, 1), new(Ideal, 1)])[0];
        Assert.Equal(["narrow", "ideal"], fastest.Plan.Fragments.Select(f => f.Class!.Profile).ToArray());
    }

    [Fact]
    public void What_nobody_can_run_is_refused_with_the_way_out()
    {
        var e = Assert.Throws<ArgumentException>(() => Placement.All(Request(), Sampled, [new(Narrow, 3)]));
        Assert.Equal("Fragment 1 needs devices of at least 5 qubits; the fleet has narrow:3 of 4. Add such devices, or cut another wire.", e.Message);
        e = Assert.Throws<ArgumentException>(() => Placement.All(Request(), [Pass.Exact(4), Pass.Adjoint(4)], [new(Fast, 2)]));
        Assert.Equal("Fragment 0 needs noiseless devices, for the adjoint's gradients, of at least 4 qubits; the fleet has fast:2 of 5, noisy. Add such devices, or take gradients by shift.", e.Message);
    }

    /// <summary>Where there are too many placements to look at all, none of the fragments alone can be moved to advantage.</summary>
    [Fact]
    public void Many_fragments_are_placed_so_that_no_single_move_helps()
    {
        var ladder = new Circuits.Kernels.Ladder(32, 1, Circuits.Kernels.Kernel.Crz);
        PlanRequest request = Request() with { Circuit = ladder.ToCircuit(), Cuts = LadderCuts.Along(ladder, 5), Readout = new Circuits.Readouts.Readout.Marginal(31) };
        Pass[] passes = [Pass.Sampled(1, new ShotPlan(100, new Seed(1)))];
        Placement fastest = Placement.All(request, passes, Mixed)[0];
        ImmutableArray<DeviceClass> classes = [.. fastest.Plan.Fragments.Select(f => f.Class!)];
        Assert.True(Math.Pow(Mixed.Length, classes.Length) > 1024);
        for (int f = 0; f < classes.Length; f++)
            foreach (DeviceGroup group in Mixed)
                Assert.True(Forecast.Of(CutPlan.Create(request with { Classes = classes.SetItem(f, group.Profile.Class) }), passes, Mixed).WallTime >= fastest.Forecast.WallTime);
    }
}
