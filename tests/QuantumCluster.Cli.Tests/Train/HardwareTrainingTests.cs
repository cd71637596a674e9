using System.Text.Json;
using QuantumCluster.Cli.Tests.Programs;

namespace QuantumCluster.Cli.Tests.Train;

/// <summary>Trainings with shots, noise and gradients as hardware takes them.</summary>
public sealed class HardwareTrainingTests : IDisposable
{
    private static readonly string[] Noisy = ["--gradient", "shift", "--shots", "50", "--profile", "superconducting"];
    private readonly Scratch _scratch = new();

    public void Dispose() => _scratch.Dispose();

    [Fact]
    public void Shots_noise_and_shifts_give_the_same_bits_on_any_cluster_and_after_a_resume()
    {
        string whole = TinyRun.Train(_scratch, "whole", Noisy), other = TinyRun.Train(_scratch, "other", [.. Noisy, "--nodes", "3", "--devices-per-node", "1"]);
        LossCurve.AssertEqual(whole, other);
        TinyRun.Train(_scratch, "begun", [.. Noisy, "--epochs", "1"]);
        _scratch.QCluster("train", "--resume", "begun", "--shots", "60").FailedWith(2, "--shots cannot change");
        _scratch.QCluster("train", "--resume", "begun", "--epochs", "2").Succeeded();
        LossCurve.AssertEqual(whole, _scratch.In("begun"));

        using JsonDocument manifest = JsonDocument.Parse(File.ReadAllText(Path.Combine(whole, "manifest.json")));
        JsonElement gradient = manifest.RootElement.GetProperty("settings").GetProperty("gradient"), origin = manifest.RootElement.GetProperty("origin");
        Assert.Equal(("shift", 50, "superconducting"), (gradient.GetProperty("rule").GetString(), gradient.GetProperty("shots").GetInt32(), origin.GetProperty("profile").GetString()));
        Assert.Equal(16, origin.GetProperty("profile-digest").GetString()!.Length);
    }

    /// <summary>The whole of it: worker processes whose devices are noisy, shots, shifts, on sockets.</summary>
    [Fact]
    public void Worker_processes_with_noisy_devices_give_the_losses_of_the_embedded_cluster()
    {
        string embedded = TinyRun.Train(_scratch, "embedded", [.. Noisy, "--epochs", "1"]);
        File.WriteAllText(_scratch.In("worker.conf"), "quantum-cluster.worker.profile = superconducting");
        int port = FreePort.Next();
        using RunningProgram one = Worker(), two = Worker();
        _scratch.QCluster(TinyRun.Arguments("hosted", [.. Noisy, "--epochs", "1", "--listen", $"{port}"])).Succeeded();
        LossCurve.AssertEqual(embedded, _scratch.In("hosted"));

        RunningProgram Worker() => _scratch.StartNode("--role", "worker", "--port", "0", "--seed", $"127.0.0.1:{port}", "--config", _scratch.In("worker.conf"));
    }

    [Fact]
    public void A_profile_of_ones_own_trains_and_resumes_only_with_the_same_figures()
    {
        void Write(string error) => File.WriteAllText(_scratch.In("mine.conf"), $"quantum-cluster.profiles.mine {{ qubits = 5, noise {{ two-qubit-error = {error} }} }}");
        Write("0.01");
        TinyRun.Train(_scratch, "mine", "--gradient", "shift", "--shots", "20", "--profile", "mine", "--config", "mine.conf", "--epochs", "1");
        _scratch.QCluster("train", "--resume", "mine", "--epochs", "2").FailedWith(2, "--profile is \"mine\"", "There is no device profile mine");
        Write("0.02");
        _scratch.QCluster("train", "--resume", "mine", "--epochs", "2", "--config", "mine.conf").FailedWith(2, "class of devices");
    }

    [Fact]
    public void Simultaneous_perturbation_trains_with_shots_too()
    {
        string spsa = TinyRun.Train(_scratch, "spsa", "--gradient", "spsa", "--shots", "50", "--epochs", "1"), exact = TinyRun.Train(_scratch, "exact", "--epochs", "1");
        Assert.Equal(3, LossCurve.Steps(spsa).Length);
        Assert.NotEqual(LossCurve.Steps(exact), LossCurve.Steps(spsa));
    }

    [Theory]
    [InlineData("--shots is 100, and the adjoint differentiates exact probabilities; add --gradient shift or --gradient spsa, or leave --shots out.", "--shots", "100")]
    [InlineData("--profile is noisy, whose devices are noisy, and the adjoint needs ones without noise; add --gradient shift", "--profile", "noisy")]
    [InlineData("--profile is \"nosuch\": There is no device profile nosuch; there are ideal", "--profile", "nosuch")]
    [InlineData("--shots is 200000; devices of profile superconducting take 1 to 100000 a job; give fewer.", "--gradient", "shift", "--profile", "superconducting", "--shots", "200000")]
    [InlineData("--shots is \"1\"; give a whole number from 2 to 1000000.", "--gradient", "shift", "--shots", "1")]
    [InlineData("--gradient is \"backprop\"; give one of adjoint, shift, spsa.", "--gradient", "backprop")]
    public void What_does_not_go_together_is_refused_in_a_sentence(string sentence, params string[] options) =>
        _scratch.QCluster(TinyRun.Arguments("run", options)).FailedWith(2, sentence);
}
