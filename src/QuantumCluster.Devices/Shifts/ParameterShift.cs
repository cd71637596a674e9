using QuantumCluster.Circuits.Gates;
using QuantumCluster.Cutting.Execution;
using QuantumCluster.Cutting.Gradients;
using QuantumCluster.Cutting.Jobs;
using QuantumCluster.Cutting.Reconstruction;

namespace QuantumCluster.Devices.Shifts;

/// <summary>
/// A job's vector-Jacobian product by parameter shift, over any source of probabilities. One shifted circuit after another, each for all samples at once,
/// so that what a source works out from the weights it works out once per shift. A sample's numbers are summed in the order of
/// variants and outcomes, terms, operations: the bits depend on neither the sharding nor the source's vectors.
/// </summary>
internal sealed class ParameterShift
{
    private readonly FragmentJob _job;
    private readonly IProbabilitySource _source;
    private readonly ShiftedProduct _product;
    private readonly double[] _weights, _inputs, _probabilities;

    private ParameterShift(ShiftedProgram program, IProbabilitySource source, FragmentJob job, JobAsk.ShiftProduct ask)
    {
        (_job, _source) = (job, source);
        _weights = program.Schedule.UnsharedWeights(job.Weights);
        _inputs = program.Schedule.UnsharedInputs(job.Inputs, job.Key.SampleCount);
        _probabilities = new double[program.Unshared.Variants.Length * program.Unshared.OutcomeCount * job.Key.SampleCount];
        _product = new ShiftedProduct(program.Unshared, job.Key, ask);
    }

    /// <param name="source">Of the probabilities of <paramref name="program"/>'s unshared form.</param>
    /// <param name="job">Checked already.</param>
    public static JobOutcome.Differentiated Run(ShiftedProgram program, IProbabilitySource source, FragmentJob job, JobAsk.ShiftProduct ask)
    {
        int samples = job.Key.SampleCount, weights = job.Weights.Length, parameters = weights + job.Inputs.Length / samples;
        double[] gradients = new double[parameters * samples], variances = new double[ask.Shots is null ? 0 : gradients.Length]; // [weights, then inputs; sample]
        var shift = new ParameterShift(program, source, job, ask);
        var deviations = new double[parameters * shift._product.Deviations.Length]; // [weights, then inputs; direction; sample]
        foreach (ShiftSchedule.Shifted operation in program.Schedule.Operations)
        {
            int parameter = operation.IsInput ? weights + operation.Parameter : operation.Parameter;
            shift.AddDerivative(operation, Of(gradients), Of(variances), Of(deviations));
            Span<double> Of(double[] numbers) => numbers.AsSpan(parameter * (numbers.Length / parameters), numbers.Length / parameters);
        }

        shift.AddScatter(deviations, variances);
        int boundary = weights * samples;
        return new(job.Key, gradients[boundary..], SampleTree.Partials(gradients.AsSpan(0, boundary), job.Key.FirstSample, samples))
        {
            Variances = ask.Shots is null ? null
                : new GradientVariances(variances[boundary..], SampleTree.Partials(variances.AsSpan(0, boundary), job.Key.FirstSample, samples)),
        };
    }

    /// <summary>Adds the derivative by the angle of one operation, Σ coefficient · product at the shifted angle, and its variance.</summary>
    private void AddDerivative(ShiftSchedule.Shifted operation, Span<double> gradients, Span<double> variances, Span<double> deviations)
    {
        int samples = _job.Key.SampleCount;
        Span<double> angles = operation.IsInput ? _inputs.AsSpan(operation.Place * samples, samples) : _weights.AsSpan(operation.Place, 1);
        double[] given = angles.ToArray();
        for (int t = 0; t < operation.Rule.Length; t++)
        {
            ShiftTerm term = operation.Rule[t];
            for (int i = 0; i < given.Length; i++) angles[i] = given[i] + term.Shift;
            _source.Evaluate(_weights, _inputs, samples, _probabilities);
            _product.Of(_probabilities, operation.Operation, t);
            for (int s = 0; s < samples; s++) gradients[s] = Math.FusedMultiplyAdd(term.Coefficient, _product.Means[s], gradients[s]);
            for (int s = 0; s < variances.Length; s++) variances[s] = Math.FusedMultiplyAdd(term.Coefficient * term.Coefficient, _product.Variances[s], variances[s]);
            for (int i = 0; i < deviations.Length; i++) deviations[i] = Math.FusedMultiplyAdd(term.Coefficient, _product.Deviations[i], deviations[i]);
        }

        given.CopyTo(angles);
    }

    /// <summary>Adds what the scatter of the cotangents makes of each gradient: its mean square over the directions.</summary>
    private void AddScatter(double[] deviations, double[] variances)
    {
        int samples = _job.Key.SampleCount, directions = _product.Directions;
        if (directions == 0) return;
        for (int i = 0; i < variances.Length; i++)
        {
            double squares = 0;
            for (int d = 0; d < directions; d++)
            {
                double deviation = deviations[(i / samples * directions + d) * samples + i % samples];
                squares = Math.FusedMultiplyAdd(deviation, deviation, squares);
            }

            variances[i] += squares / directions;
        }
    }
}
