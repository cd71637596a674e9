using QuantumCluster.Circuits;
using QuantumCluster.Cutting.Execution;
using QuantumCluster.Cutting.Reconstruction;

namespace QuantumCluster.Cutting.Gradients;

/// <summary>
/// Gradients by simultaneous perturbation (J. C. Spall, IEEE Trans. Autom. Control 37, 332 (1992)): all angles are moved at once, each up or
/// down by the same step, with signs of its own for every input of every sample; the readout's slope along that direction, times an
/// angle's sign, estimates its derivative.
/// </summary>
/// <remarks>
/// On average over signs it is the gradient, but for an error of the order of the step squared. One estimate scatters by as much as all
/// other derivatives together, and for a weight by those of all inputs besides; no error bars are given, because two runs cannot tell.
/// </remarks>
internal sealed class Spsa
{
    /// <summary>
    /// By how much every angle moves, in radians. Large against what shots make of a difference, small against a rotation's period: the
    /// derivative by one angle alone comes out as sin(step) / step of itself, 0.7 % too small.
    /// </summary>
    public const double StepRadians = 0.2;

    /// <summary>Forward passes that an estimate takes.</summary>
    public const int Runs = 2;

    private readonly Batch _batch;
    private readonly double[] _weightSigns, _inputSigns;

    public Spsa(Batch batch, int inputs, Seed chance)
    {
        _batch = batch;
        _weightSigns = Signs(chance.For("weights"), batch.Weights.Length);
        Seed ofInputs = chance.For("inputs");
        _inputSigns = [.. Enumerable.Range(0, batch.Samples).SelectMany(s => Signs(ofInputs.For((ulong)s), inputs))];
    }

    /// <param name="forward">Runs a batch; its name keys the shots.</param>
    /// <param name="outputCotangents">[samples, outputs].</param>
    public async Task<LayerGradients> GradientsAsync(Func<Batch, string, Task<ForwardResult>> forward, double[] outputCotangents)
    {
        double[] up = (await forward(Moved(StepRadians), "up").ConfigureAwait(false)).Outputs, down = (await forward(Moved(-StepRadians), "down").ConfigureAwait(false)).Outputs;
        double[] slopes = Slopes(up, down, outputCotangents);
        int inputs = _inputSigns.Length / slopes.Length;
        double[] ofInputs = [.. _inputSigns.Select((sign, i) => sign * slopes[i / inputs])];
        double total = SampleTree.Total(slopes);
        return new(ofInputs, [.. _weightSigns.Select(sign => sign * total)]);
    }

    private Batch Moved(double step) =>
        new([.. _batch.Weights.Zip(_weightSigns, (w, sign) => w + step * sign)], [.. _batch.Inputs.Zip(_inputSigns, (x, sign) => x + step * sign)], _batch.Samples, _batch.Step);

    /// <summary>Of each sample's Σ cotangent · output along the direction.</summary>
    private double[] Slopes(double[] up, double[] down, double[] cotangents)
    {
        var slopes = new double[_batch.Samples];
        int outputs = cotangents.Length / slopes.Length;
        for (int i = 0; i < cotangents.Length; i++)
            slopes[i / outputs] = Math.FusedMultiplyAdd(cotangents[i], (up[i] - down[i]) / (2 * StepRadians), slopes[i / outputs]);
        return slopes;
    }

    private static double[] Signs(Seed seed, int count)
    {
        KeyedRandom random = seed.Generator();
        return [.. Enumerable.Range(0, count).Select(_ => random.NextInt(2) == 0 ? 1.0 : -1.0)];
    }
}
