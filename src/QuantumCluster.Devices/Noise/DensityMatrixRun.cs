using QuantumCluster.Cutting.Jobs;
using QuantumCluster.Cutting.Variants;
using QuantumCluster.Devices.Profiles;
using QuantumCluster.Devices.Shots;
using QuantumCluster.Devices.Transpiling;

namespace QuantumCluster.Devices.Noise;

/// <summary>Jobs on plain density matrices, one variant and sample after another.</summary>
internal sealed class DensityMatrixRun(NoisyProgram ready) : NoisyRun(ready)
{
    private readonly FragmentProgram _program = ready.Program;
    private GateErrors _errors = null!;

    public override DeviceNoise Noise { set => _errors = new(value, Ready.Profile.Times); }

    public override void Evaluate(JobKey key, double[] weights, double[] inputs, Span<double> probabilities)
    {
        int samples = key.SampleCount, outcomes = _program.OutcomeCount;
        for (int s = 0; s < samples; s++)
        {
            double[] own = [.. Enumerable.Range(0, _program.Circuit.InputCount).Select(i => inputs[i * samples + s])];
            for (int v = 0; v < key.VariantCount; v++)
            {
                var rho = new DensityMatrix(Ready.Timetable.Qubits);
                foreach (NoiseEvent happened in Ready.Timetable.Events(_program.Variants[key.FirstVariant + v])) rho.Apply(happened, Ready.Profile.Gates.Entangler, _errors, weights, own);
                double[] read = Confusion.Read(rho.Populations(), Ready.Timetable.Qubits, Ready.Timetable.MeasuredPlaces, _errors.Figures);
                for (int o = 0; o < outcomes; o++) probabilities[(v * outcomes + o) * samples + s] = Math.Max(0, read[o]);
            }
        }
    }

    public override void Count(FragmentJob job, JobAsk.Counts ask, Span<int> counts) =>
        new ShotSampler(_program.OutcomeCount).Count(ask, job.Key, Evaluate(job), job.Key.SampleCount, 0, job.Key.SampleCount, counts);
}
