using QuantumCluster.Actors.Ledger;
using QuantumCluster.Cutting.Execution;
using QuantumCluster.Cutting.Jobs;
using QuantumCluster.Cutting.Plans;

namespace QuantumCluster.Actors.Tests.Ledger;

/// <summary>Alone: it measures the memory of the whole process.</summary>
[CollectionDefinition(nameof(MillionJobsTests), DisableParallelization = true)]
[Collection(nameof(MillionJobsTests))]
public sealed class MillionJobsTests
{
    /// <summary>What the ledger states: four bytes for each queued job, and some hundred for each lease.</summary>
    [Fact]
    public void Million_queued_jobs_take_a_few_megabytes_while_they_wait_and_while_they_are_done()
    {
        CutPlan plan = new Model("su4", new Granularity(1, 1)).Plan;
        int samples = 1_000_000 / plan.VariantCount + 1;
        var batch = new Batch(new double[plan.Request.Circuit.WeightCount], new double[samples * 8], samples);
        var ledger = new RunLedger(new LedgerSettings());
        var a = new WorkerId("a", 1);
        long before = GC.GetAllocatedBytesForCurrentThread();
        var jobs = new RunJobs(plan, batch, null, new RunId(1, 1));
        ledger.Handle(new LedgerEvent.RunAdmitted(new RunId(1, 1), jobs), TimeSpan.Zero);
        long waiting = GC.GetAllocatedBytesForCurrentThread() - before;
        Assert.True(jobs.Count >= 1_000_000);
        Assert.Equal(jobs.Count, ledger.Counts.Queued);
        Assert.InRange(waiting, 4L * jobs.Count, 4L * jobs.Count + 200_000);

        long standing = GC.GetTotalMemory(true);
        LedgerStep step = ledger.Handle(new LedgerEvent.WorkerRegistered(a, 2, 0, 64), TimeSpan.Zero);
        double[][] probabilities = [.. plan.Fragments.Select(f => new double[f.Program.OutcomeCount])];
        for (long done = 0; done < jobs.Count;)
        {
            LeasedOutcome[] outcomes = [.. step.Effects.OfType<LedgerEffect.GrantJobs>().SelectMany(g => g.Jobs)
                .Select(j => new LeasedOutcome(j.Lease, new JobOutcome.Evaluated(j.Job.Key, probabilities[j.Job.Key.Fragment])))];
            done += outcomes.Length;
            step = ledger.Handle(new LedgerEvent.OutcomesArrived(a, [.. outcomes], done + 64), TimeSpan.FromMicroseconds(done));
            if (done % (64 * 4096) == 0) Assert.InRange(GC.GetTotalMemory(true) - standing, long.MinValue, 4_000_000);
        }

        Assert.Contains(new LedgerEffect.CompleteRun(new RunId(1, 1)), step.Effects);
        Assert.Equal((jobs.Count, 0), (ledger.Counts.Done, ledger.Counts.Queued));
    }
}
