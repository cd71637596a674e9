using System.Collections.Immutable;
using QuantumCluster.Actors.Faults;
using QuantumCluster.Circuits;

namespace QuantumCluster.Experiments.Faults;

/// <summary>Draws fault plans: the same settings, the same plan. Faults come evenly spread over the plan's length, kinds in random order.</summary>
public static class FaultSchedule
{
    /// <summary>Kinds for which a process must be started, each with some seconds of computing: they come as often as they must and no more.</summary>
    public static ImmutableArray<FaultKind> Costly { get; } = [FaultKind.Kill, FaultKind.Add, FaultKind.Drain, FaultKind.Coordinator];

    /// <exception cref="ArgumentException">A setting is out of its range.</exception>
    public static FaultPlan Draw(FaultScheduleSettings settings)
    {
        settings.RequireValid();
        KeyedRandom random = settings.Seed.For("schedule").Generator();
        FaultKind[] kinds = [.. Order(settings, random)];
        var faults = ImmutableArray.CreateBuilder<Fault>(kinds.Length);
        var present = new bool[settings.Spares];
        for (int i = 0; i < kinds.Length; i++)
        {
            var at = TimeSpan.FromMilliseconds(Math.Floor(settings.Length.TotalMilliseconds * (i + random.NextDouble()) / kinds.Length));
            faults.Add(Draw(kinds[i], at, settings, present, random));
        }

        return new(settings.Seed, settings.Length, settings.Workers, settings.Spares, faults.MoveToImmutable());
    }

    /// <summary>The kinds of all faults in their order. Joining and leaving take turns later, as there are spares to join and to leave.</summary>
    private static IEnumerable<FaultKind> Order(FaultScheduleSettings settings, KeyedRandom random)
    {
        var order = new List<FaultKind>(settings.Count);
        foreach (FaultKind kind in settings.Kinds) order.AddRange(Enumerable.Repeat(kind, settings.LeastOfEach));
        if (settings.Kinds.Contains(FaultKind.Add)) order.AddRange(Enumerable.Repeat(FaultKind.Add, SpareTurns(settings)));
        FaultKind[] cheap = [.. settings.Kinds.Except(Costly)];
        FaultKind[] rest = cheap.Length > 0 ? cheap : [.. settings.Kinds];
        for (int i = 0; order.Count < settings.Count; i++) order.Add(rest[i % rest.Length]);
        FaultKind[] kinds = [.. order];
        random.Shuffle(kinds.AsSpan());
        return kinds;
    }

    /// <summary>Spares may be left over at the end: for each there is one more turn, so that either kind still has its least number.</summary>
    private static int SpareTurns(FaultScheduleSettings settings) => Math.Min(settings.Spares, settings.Count - settings.Kinds.Length * settings.LeastOfEach);

    private static Fault Draw(FaultKind kind, TimeSpan at, FaultScheduleSettings settings, bool[] present, KeyedRandom random)
    {
        if (kind is FaultKind.Add or FaultKind.Drain)
        {
            int there = present.Count(p => p);
            bool joins = there == 0 || (there < Math.Max(1, SpareTurns(settings)) && random.NextInt(2) == 0);
            int[] spares = [.. Enumerable.Range(0, present.Length).Where(s => present[s] != joins)];
            int spare = spares[random.NextInt(spares.Length)];
            present[spare] = joins;
            return new(at, settings.Workers + spare, joins ? new FaultAct.Add() : new FaultAct.Drain());
        }

        int[] nodes = [.. Enumerable.Range(0, settings.Workers), .. Enumerable.Range(0, present.Length).Where(s => present[s]).Select(s => settings.Workers + s)];
        return new(at, nodes[random.NextInt(nodes.Length)], Draw(kind, settings.Devices, random));
    }

    private static FaultAct Draw(FaultKind kind, int devices, KeyedRandom random)
    {
        TimeSpan Between(int least, int most) => TimeSpan.FromMilliseconds(least + random.NextInt(most - least + 1));
        return kind switch
        {
            FaultKind.Kill => new FaultAct.Kill(),
            FaultKind.Stop => new FaultAct.Stop(Between(200, 2500)),
            FaultKind.Partition => new FaultAct.Partition(Between(200, 2500)),
            FaultKind.Drop => new FaultAct.Drop(Between(100, 600), (1 + random.NextInt(5)) / 10.0),
            FaultKind.Garble => new FaultAct.Garble(1 + random.NextInt(3)),
            FaultKind.Slow => new FaultAct.Slow(random.NextInt(devices), Between(200, 1500), Between(5, 100)),
            FaultKind.Crash => new FaultAct.Crash(random.NextInt(devices), 1 + random.NextInt(3)),
            FaultKind.Corrupt => new FaultAct.Corrupt(random.NextInt(devices), 1 + random.NextInt(3)),
            FaultKind.Lie => new FaultAct.Lie(random.NextInt(devices), 1 + random.NextInt(2)),
            FaultKind.Coordinator => new FaultAct.Coordinator(),
            _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, "Joining and leaving are drawn elsewhere."),
        };
    }
}
