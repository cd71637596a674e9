using FsCheck;
using FsCheck.Fluent;
using QuantumCluster.Actors.Faults;
using QuantumCluster.Circuits;

namespace QuantumCluster.Actors.Tests.Faults;

/// <summary>Fault plans of every kind, for properties.</summary>
internal static class Plans
{
    public static Arbitrary<FaultPlan> OfAnyKind() =>
        (from seed in Gen.Choose(0, int.MaxValue)
         from length in Gen.Choose(1, 100_000)
         from workers in Gen.Choose(1, 8)
         from spares in Gen.Choose(0, 3)
         from faults in FaultIn(length, workers + spares).ListOf()
         select new FaultPlan(new Seed((ulong)seed << 33 | 1), TimeSpan.FromMilliseconds(length), workers, spares, [.. faults.OrderBy(f => f.At)])).ToArbitrary();

    private static Gen<Fault> FaultIn(int length, int nodes) =>
        from at in Gen.Choose(0, length)
        from node in Gen.Choose(0, nodes - 1)
        from act in Act()
        select new Fault(TimeSpan.FromMilliseconds(at), node, act);

    private static Gen<FaultAct> Act() =>
        from kind in Gen.Elements(Enum.GetValues<FaultKind>())
        from device in Gen.Choose(0, FaultPlanText.DeviceLimit - 1)
        from ms in Gen.Choose(1, 3_600_000)
        from hits in Gen.Choose(1, FaultPlanText.HitLimit)
        from share in Gen.Choose(1, 997)
        select Of(kind, device, TimeSpan.FromMilliseconds(ms), hits, share / 997.0);

    private static FaultAct Of(FaultKind kind, int device, TimeSpan time, int hits, double share) => kind switch
    {
        FaultKind.Kill => new FaultAct.Kill(),
        FaultKind.Stop => new FaultAct.Stop(time),
        FaultKind.Partition => new FaultAct.Partition(time),
        FaultKind.Drop => new FaultAct.Drop(time, share),
        FaultKind.Garble => new FaultAct.Garble(hits),
        FaultKind.Slow => new FaultAct.Slow(device, time, TimeSpan.FromMilliseconds(hits)),
        FaultKind.Crash => new FaultAct.Crash(device, hits),
        FaultKind.Corrupt => new FaultAct.Corrupt(device, hits),
        FaultKind.Lie => new FaultAct.Lie(device, hits),
        FaultKind.Add => new FaultAct.Add(),
        FaultKind.Drain => new FaultAct.Drain(),
        FaultKind.Coordinator => new FaultAct.Coordinator(),
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };
}
