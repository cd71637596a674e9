namespace QuantumCluster.Actors.Ledger;

/// <summary>Lets devices of another class do a job, where its run allows it and those that should are gone. From then on the job belongs to the new class.</summary>
internal sealed class Substitution(Books books)
{
    /// <summary>To be called as a job is granted. Answers of the old class would have other bits: nothing that is left of it is listened to.</summary>
    public void Bind(JobEntry job, ClassEntry devices)
    {
        if (job.Demand.IsMetBy(devices)) return;
        while (job.Leases is { } lease) books.Leases.Forget(lease);
        (job.Claims, job.Refusers) = (null, null);
        books.Undecided.Remove(job);
        job.Tell(new JobChapter.Substituted(job.Demand.Id, devices.Id));
        job.Demand = books.Demands.Of(job.Run, job.Demand.Id with { Class = devices.Id }, books.Now);
        job.Substitute = devices.Id;
        books.Tally.Substituted++;
    }
}
