using System.Collections.Immutable;
using QuantumCluster.Actors.Ledger;
using QuantumCluster.Circuits;
using QuantumCluster.Experiments.Laboratory.Reports;
using QuantumCluster.Experiments.Laboratory.Simulation;

namespace QuantumCluster.Experiments.Laboratory.FaultRates;

/// <summary><c>faults</c>: what goes on when things go wrong, and how wrong results get.</summary>
public sealed class FaultsExperiment : IExperiment
{
    private static readonly ImmutableArray<double> Rates = [0, 0.5, 1, 2, 4];

    public string Name => "faults";

    public string Question => "What do crashes, hangs, losses, corruption and lies do to throughput, recovery and results, by their rate?";

    public async Task<Report> RunAsync(ExperimentSettings settings, CancellationToken cancellation)
    {
        if (settings.Plan is { } given) return FaultReplay.Run(this, settings, given);
        Seed seed = settings.Seed.For(Name);
        int repeats = settings.Quick ? 4 : 20;
        var length = TimeSpan.FromSeconds(settings.Quick ? 10 : 60);
        var (data, plans) = Sweep(seed, repeats, length, settings.Progress, cancellation);
        var measured = new FaultsMeasured(settings, seed);
        await measured.RunAsync(cancellation).ConfigureAwait(false);
        var figures = new FaultFigures(data, Rates);
        return new Report
        {
            Name = Name,
            Question = Question,
            Configuration =
            [
                .. settings.Common, new("workers", FaultCase.Workers, ""), new("devicesPerWorker", FaultCase.Devices, ""), new("deviceTimeMilliseconds", FaultCase.DeviceTime.TotalMilliseconds, "of every job"),
                new("batch", FaultCase.Samples, "samples of a step: the dense eight-qubit ladder, 4 + 5, minimal variants"), new("samplesPerJob", FaultCase.SamplesPerJob, "one variant and so many samples a job"),
                .. FaultWay.All.Select(w => new Setting($"fault.{w.Name}", w.Meaning, "")), new("rates", string.Join(", ", Rates), "faults per second on the whole cluster"),
                new("lengthSeconds", length.TotalSeconds, "of every plan"), new("repeats", repeats, "plans of seeds of their own"), new("ledger", new LedgerSettings().ToString(), "as shipped"), .. new CoordinationCosts().Settings,
            ],
            Findings = [.. FaultFindings.Of(data, Rates), measured.Finding],
            Method =
            [
                "Simulated time around the real ledger; outcomes are those of the emulated device, put together for real, so the error of a result is what a lie does to it. Workers, devices and links are models: see the costs under Configuration. A worker in quarantine is replaced by a node of another name.",
                "Every repeat plays a fault plan of its own, drawn as `qcluster soak` draws them and in the same format; a fault whose node is down hits the next one. Recovery times hold the rest of the step that was under way.",
                "The measured part is a soak on processes of this machine; its times depend on what else the machine does. Its jobs are far shorter than those simulated, so its recovery times are not those of the plots.",
            ],
            Figures = [figures.Throughput(), figures.Recovery(), figures.Wrong(), figures.Size()],
            Summaries = [data.Summary, measured.Table],
            RawData = [data.Raw, data.Recoveries],
            Plans = [measured.Plan, .. plans],
            PlansShown = 2,
        };
    }

    internal static (FaultData Data, ImmutableArray<NamedPlan> Plans) Sweep(Seed seed, int repeats, TimeSpan length, Action<string> progress, CancellationToken cancellation)
    {
        var data = new FaultData();
        var plans = ImmutableArray.CreateBuilder<NamedPlan>();
        LadderWorkload workload = FaultCase.Workload(seed.For("batch"));
        foreach (FaultWay way in FaultWay.All)
        {
            progress(way.Name);
            foreach (double rate in Rates)
            {
                cancellation.ThrowIfCancellationRequested();
                var point = new FaultCase(way, rate, length);
                Seed[] seeds = [.. Enumerable.Range(0, repeats).Select(r => seed.For(way.Kind.ToString()).For((ulong)r))];
                data.Add(point, [.. seeds.Select(s => point.Simulate(s, workload))], [.. seeds.Select(s => s.Value)]);
                if (rate > 0 && way.Verify == 0)
                    plans.AddRange(seeds.Select((s, r) => new NamedPlan(FormattableString.Invariant($"{way.Name.Replace(' ', '-')}-{rate}-per-second-{r}"), point.Plan(s))));
            }
        }

        return (data, plans.ToImmutable());
    }
}
