using System.Collections.Concurrent;
using QuantumCluster.Cutting.Jobs;
using QuantumCluster.Cutting.Lanes;
using QuantumCluster.Cutting.Variants;
using QuantumCluster.Devices.Shifts;

namespace QuantumCluster.Devices.Fused;

/// <summary>A program whose gates fuse into blocks, ready to run. Immutable save for a stock of buffers; safe for concurrent calls.</summary>
internal sealed class FusedProgram
{
    private readonly ConcurrentBag<FusedJob>[] _stock = [[], [], []];

    private FusedProgram(FragmentProgram program, FusedCircuit circuit, MeasurementTable table) => (Program, Circuit, Table) = (program, circuit, table);

    public FragmentProgram Program { get; }

    public FusedCircuit Circuit { get; }

    public MeasurementTable Table { get; }

    /// <summary>Null when gate by gate is the way to run this program.</summary>
    /// <exception cref="NotSupportedException">A preparation or basis that is not in the table.</exception>
    public static FusedProgram? Of(FragmentProgram program) =>
        FusedCircuit.Of(program) is { } circuit && MeasurementTable.Of(program, circuit) is { } table ? new(program, circuit, table) : null;

    public JobOutcome Run(FragmentJob job, LaneWidth width)
    {
        FusedJob run = Take(width);
        JobOutcome outcome = run.Run(job);
        Stock(width).Add(run);
        return outcome;
    }

    /// <param name="counts">[variant of the job, outcome, sample of the job]; overwritten.</param>
    public void Count(FragmentJob job, JobAsk.Counts ask, Span<int> counts, LaneWidth width)
    {
        FusedJob run = Take(width);
        run.Count(job, ask, counts);
        Stock(width).Add(run);
    }

    /// <summary>For parameter shift: the same buffers over all of a job's shifts.</summary>
    public TResult Lend<TResult>(LaneWidth width, Func<IProbabilitySource, TResult> use)
    {
        FusedJob run = Take(width);
        TResult result = use(run);
        Stock(width).Add(run);
        return result;
    }

    private FusedJob Take(LaneWidth width) => Stock(width).TryTake(out FusedJob? run) ? run : FusedJob.Create(this, width);

    private ConcurrentBag<FusedJob> Stock(LaneWidth width) => _stock[width switch { LaneWidth.Bits512 => 0, LaneWidth.Bits256 => 1, _ => 2 }];
}
