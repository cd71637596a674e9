using QuantumCluster.Circuits;
using QuantumCluster.Cutting.Gradients;
using QuantumCluster.Learning.Data;
using QuantumCluster.Learning.DataFiles;
using QuantumCluster.Learning.Networks;
using QuantumCluster.Learning.Tests.Networks;
using QuantumCluster.Learning.Training;
using QuantumCluster.Learning.Training.Shares;
using QuantumCluster.Learning.Training.Team;

namespace QuantumCluster.Learning.Tests.Training.Team;

/// <summary>A run's every byte is that of one trainer that computes all shares in order, whoever computes them.</summary>
public sealed class TrainerTeamTests : IDisposable
{
    // 44 images in micro-batches of 8 are six, the last of 4: with two a step three steps an epoch, with three or four a step two.
    private static readonly DataSplits Few = SyntheticSet.Generate(new Seed(1), train: 44, validation: 16, test: 16);

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Theory]
    [InlineData(2, 2, 0, 0)]
    [InlineData(3, 3, 0, 0)]
    [InlineData(4, 2, 0, 0)]
    [InlineData(2, 2, 1, 7)]
    public void Trainers_together_write_the_bytes_of_one_that_accumulates(int accumulate, int trainers, int frozenEpochs, int frozenLayers)
    {
        TrainingSettings settings = Settings(accumulate) with { FrozenEpochs = frozenEpochs, FrozenLayers = frozenLayers };
        TrainingResult alone = Train("alone", settings);
        TrainingResult together = Train("together", settings, trainers);
        SameRun("alone", "together");
        Assert.Equal(alone.History.Select(e => e with { Seconds = 0 }), together.History.Select(e => e with { Seconds = 0 }));
        Assert.Equal((alone.Test.Loss, alone.Test.Auc), (together.Test.Loss, together.Test.Auc));
    }

    [Fact]
    public void Shots_are_keyed_by_step_and_share_and_by_nobody()
    {
        TrainingSettings settings = Settings(2) with { Gradient = new(GradientRule.Shift, 100), Epochs = 1 };
        Train("alone", settings);
        Train("together", settings, trainers: 2);
        SameRun("alone", "together");
    }

    [Fact]
    public void A_run_is_resumed_with_another_number_of_trainers_to_the_same_bytes()
    {
        Train("whole", Settings(2));
        Train("parted", Settings(2) with { Epochs = 1 }, trainers: 2);
        Train("parted", Settings(2), resume: true);
        SameRun("whole", "parted");
    }

    [Fact]
    public void A_run_is_not_resumed_with_another_number_of_micro_batches()
    {
        Train("run", Settings(2) with { Epochs = 1 });
        string message = Assert.Throws<DataFileException>(() => Train("run", Settings(3), resume: true)).Message;
        Assert.Contains("2 micro-batches per step, not 3", message, StringComparison.Ordinal);
    }

    [Fact]
    public void Fellows_that_fail_die_lie_or_stay_silent_change_no_byte()
    {
        Train("alone", Settings(4));
        var team = new TrainerTeam(TimeProvider.System, new(TimeSpan.FromSeconds(60), 1, TimeSpan.FromMilliseconds(50)));
        foreach (Fault fault in Enum.GetValues<Fault>()) team.Join(new FaultyFellow(fault, team));
        Train("together", Settings(4), shares: team);
        SameRun("alone", "together");
        Assert.True(team.Counts.Redone > 0);
        Assert.Equal(Enum.GetValues<Fault>().Length - 1, team.Counts.Fellows);
    }

    [Fact]
    public async Task A_step_that_waits_for_a_fellow_ends_when_it_is_cancelled()
    {
        var team = new TrainerTeam(TimeProvider.System);
        team.Join(new FaultyFellow(Fault.Silent, team));
        using var source = new CancellationTokenSource();
        var waits = new TaskCompletionSource();
        var step = new OpenStep(0, new StepShape([8, 8], 0, 0), () => new StepState(0, default), (key, _) =>
        {
            waits.SetResult();
            return new ShareOutcome(key, 8, 1, default, default);
        });
        Task executing = Task.Run(() => team.Execute(step, source.Token));
        await waits.Task;
        await source.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => executing);
    }

    private static TrainingSettings Settings(int accumulate) => new() { Epochs = 2, BatchSize = 8, Accumulate = accumulate, Seed = new Seed(4), Checkpoints = new() { EverySteps = 1, Keep = 20 } };

    private TrainingResult Train(string name, TrainingSettings settings, int trainers = 1, bool resume = false, IShareExecutor? shares = null)
    {
        using ImageClassifier network = Hybrids.Network();
        var team = new TrainerTeam(TimeProvider.System, new(TimeSpan.FromHours(1), 1000, TimeSpan.FromHours(1))); // nobody is late, however busy the machine is
        // Fellows start with other weights: theirs come with the state.
        ThreadTrainer[] fellows = [.. Enumerable.Range(1, trainers - 1).Select(i => new ThreadTrainer($"trainer-{i}", () => Hybrids.Network(seed: 9), Few.Train, settings, team, TimeProvider.System))];
        try
        {
            var trainer = new Trainer(network, Few, settings, TimeProvider.System, new Nobody(), shares ?? team);
            TrainingResult result = resume ? trainer.Resume(_folder.File(name)) : trainer.Train(_folder.File(name), new Dictionary<string, string>());
            if (shares is null) Assert.Equal(new TeamCounts(trainers - 1, 0, 0), team.Counts);
            return result;
        }
        finally
        {
            foreach (ThreadTrainer fellow in fellows) fellow.Dispose();
        }
    }

    private void SameRun(string expected, string actual)
    {
        string[] files = [.. Directory.GetFiles(_folder.File($"{expected}/checkpoints")).Select(f => $"checkpoints/{Path.GetFileName(f)}"), "best.safetensors"];
        Assert.True(files.Length > 4);
        foreach (string file in files)
            Assert.True(Numbers(_folder.File($"{expected}/{file}")).SequenceEqual(Numbers(_folder.File($"{actual}/{file}"))), file);
    }

    private static ReadOnlySpan<byte> Numbers(string safetensors)
    {
        ReadOnlySpan<byte> bytes = File.ReadAllBytes(safetensors);
        return bytes[(8 + BitConverter.ToInt32(bytes))..];
    }

    private enum Fault
    {
        Silent,
        Failing,
        Dying,
        Lying,
    }

    /// <summary>Never gives an outcome.</summary>
    private sealed class FaultyFellow(Fault fault, TrainerTeam team) : IFellowTrainer
    {
        public string Name => fault.ToString();

        public void Give(StepState state)
        {
        }

        public void Ask(ShareKey key) => Task.Run(() =>
        {
            switch (fault)
            {
                case Fault.Failing:
                    team.Fail(this, key, "burnt out");
                    break;
                case Fault.Dying:
                    team.Leave(this);
                    break;
                case Fault.Lying:
                    team.Answer(this, new ShareOutcome(key, 8, 0.5, new byte[8], new byte[4]));
                    break;
            }
        });
    }

    private sealed class Nobody : ITrainingObserver
    {
        public void Observe(TrainingEvent happened)
        {
        }
    }
}
