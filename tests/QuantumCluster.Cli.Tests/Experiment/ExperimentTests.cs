using QuantumCluster.Cli.Tests.Programs;

namespace QuantumCluster.Cli.Tests.Experiment;

public sealed class ExperimentTests : IDisposable
{
    private readonly Scratch _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public void Unknown_experiment_is_refused_with_the_names_of_all() =>
        _scratch.QCluster("experiment", "nonsense").FailedWith(2, "nonsense", "latency, faults, scaling, shots, noise, network, wide", "all");

    [Fact]
    public void Experiment_without_a_name_is_refused() => _scratch.QCluster("experiment").FailedWith(2, "needs a name", "latency");

    [Fact]
    public void Folder_that_holds_something_is_left_alone()
    {
        Directory.CreateDirectory(_scratch.In("full"));
        File.WriteAllText(Path.Combine(_scratch.In("full"), "note.txt"), "mine");
        _scratch.QCluster("experiment", "wide", "--quick", "--out", "full").FailedWith(2, "--out", "full");
        Assert.Equal(["note.txt"], Directory.GetFileSystemEntries(_scratch.In("full")).Select(Path.GetFileName));
    }

    [Fact]
    public void Plan_that_is_none_and_plan_for_another_experiment_are_refused()
    {
        File.WriteAllText(_scratch.In("plan.conf"), "nothing = here");
        _scratch.QCluster("experiment", "faults", "--plan", "plan.conf").FailedWith(2, "--plan", "fault-plan");
        File.WriteAllText(_scratch.In("plan.conf"), "fault-plan { seed = 1, length = 100ms, workers = 1, spares = 0, faults { } }");
        _scratch.QCluster("experiment", "wide", "--plan", "plan.conf").FailedWith(2, "--plan", "wide");
    }

    [Fact]
    public void Seed_that_is_none_is_refused() => _scratch.QCluster("experiment", "wide", "--seed", "-1").FailedWith(2, "--seed", "18446744073709551615");
}
