using System.Numerics;
using QuantumCluster.Circuits;
using QuantumCluster.Cutting.Jobs;
using QuantumCluster.Cutting.Variants;
using QuantumCluster.Devices.Profiles;
using QuantumCluster.Devices.Transpiling;

namespace QuantumCluster.Devices.Noise;

/// <summary>Jobs shot by shot. Every shot has a stream of its own, keyed by the ask's seed, the variant, the sample and the shot.</summary>
internal sealed class TrajectoryRun(NoisyProgram ready) : NoisyRun(ready)
{
    private readonly FragmentProgram _program = ready.Program;
    private GateErrors _errors = null!;

    public override DeviceNoise Noise { set => _errors = new(value, Ready.Profile.Times); }

    public override void Evaluate(JobKey key, double[] weights, double[] inputs, Span<double> probabilities) =>
        throw new NotSupportedException($"Device `{Ready.Profile.Name}` runs trajectories and answers counts alone; ask for counts, or emulate density matrices.");

    public override void Count(FragmentJob job, JobAsk.Counts ask, Span<int> counts)
    {
        counts.Clear();
        int samples = job.Key.SampleCount, outcomes = _program.OutcomeCount;
        var random = new KeyedRandom(default);
        var trajectory = new Trajectory(Ready.Timetable.Qubits, random);
        for (int v = 0; v < job.Key.VariantCount; v++)
        {
            int variant = job.Key.FirstVariant + v;
            NoiseEvent[] events = [.. Ready.Timetable.Events(_program.Variants[variant])];
            Relaxation[] waiting = [.. events.Select(e => e is NoiseEvent.Idled idled ? _errors.Waiting(idled.Place, idled.Seconds) : default)];
            for (int s = 0; s < samples; s++)
            {
                double[] own = [.. Enumerable.Range(0, _program.Circuit.InputCount).Select(i => job.Inputs[i * samples + s])];
                Complex[,]?[] gates = [.. events.Select(e => e is NoiseEvent.Turned turned ? Channels.Turned(turned, job.Weights, own) : null)];
                Seed seed = ask.Seed.For((ulong)variant).For((ulong)(job.Key.FirstSample + s));
                for (int shot = 0; shot < ask.Shots[v]; shot++)
                {
                    random.Restart(seed.For((ulong)shot));
                    trajectory.Restart();
                    for (int e = 0; e < events.Length; e++) trajectory.Apply(events[e], gates[e], waiting[e], Ready.Profile.Gates.Entangler, _errors);
                    counts[(v * outcomes + trajectory.Read(Ready.Timetable.MeasuredPlaces, _errors.Figures)) * samples + s]++;
                }
            }
        }
    }
}
