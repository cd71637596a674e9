using QuantumCluster.Cutting.Jobs;
using QuantumCluster.Cutting.Variants;
using QuantumCluster.Devices.Shots;

namespace QuantumCluster.Devices.Shifts;

/// <summary>Σ cotangent · probability over the variants and outcomes of one shifted circuit, exact or estimated from shots of its own.</summary>
internal sealed class ShiftedProduct
{
    private readonly JobKey _key;
    private readonly JobAsk.ShiftProduct _ask;
    private readonly int _outcomes, _rows;
    private readonly ShotSampler? _sampler;
    private readonly int[] _counts;

    public ShiftedProduct(FragmentProgram program, JobKey key, JobAsk.ShiftProduct ask)
    {
        (_key, _ask, _outcomes) = (key, ask, program.OutcomeCount);
        _rows = program.Variants.Length * program.OutcomeCount;
        Directions = ask.Cotangents.Length / (_rows * key.SampleCount) - 1;
        Deviations = new double[Directions * key.SampleCount];
        Means = new double[key.SampleCount];
        Variances = new double[ask.Shots is null ? 0 : key.SampleCount];
        _sampler = ask.Shots is null ? null : new(program.OutcomeCount);
        _counts = new int[ask.Shots is null ? 0 : _rows * key.SampleCount];
    }

    /// <summary>[sample].</summary>
    public double[] Means { get; }

    /// <summary>[sample]; empty where the product is exact.</summary>
    public double[] Variances { get; }

    /// <summary>Directions in which the cotangents scatter; 0 where they are exact.</summary>
    public int Directions { get; }

    /// <summary>[direction, sample]: the same sum with the cotangents' deviation in their stead.</summary>
    public double[] Deviations { get; }

    /// <param name="probabilities">[variant, outcome, sample].</param>
    /// <param name="operation">With <paramref name="term"/> the key of this circuit's draws.</param>
    public void Of(ReadOnlySpan<double> probabilities, int operation, int term)
    {
        Means.AsSpan().Clear();
        if (_sampler is null || _ask.Shots is not { } shots)
        {
            AddExact(probabilities);
            return;
        }

        Variances.AsSpan().Clear();
        var counts = new JobAsk.Counts(shots, _ask.Seed.For((ulong)operation).For((ulong)term));
        _sampler.Count(counts, _key, probabilities, _key.SampleCount, 0, _key.SampleCount, _counts);
        int samples = _key.SampleCount, perVariant = _outcomes * samples;
        for (int start = 0; start < _counts.Length; start += perVariant)
            for (int s = 0; s < samples; s++) AddSampled(start + s, samples, shots, ref Means[s], ref Variances[s]);
        Deviations.AsSpan().Clear();
        for (int d = 0; d < Directions; d++) AddDeviations(_ask.Cotangents.AsSpan((1 + d) * _counts.Length, _counts.Length), shots, Deviations.AsSpan(d * samples, samples));
    }

    private void AddDeviations(ReadOnlySpan<double> cotangents, int shots, Span<double> sums)
    {
        for (int row = 0; row < cotangents.Length; row += sums.Length)
            for (int s = 0; s < sums.Length; s++) sums[s] = Math.FusedMultiplyAdd(cotangents[row + s], _counts[row + s], sums[s]);
        foreach (ref double sum in sums) sum /= shots;
    }

    private void AddExact(ReadOnlySpan<double> probabilities)
    {
        int samples = Means.Length;
        for (int row = 0; row < probabilities.Length; row += samples)
            for (int s = 0; s < samples; s++)
                Means[s] = Math.FusedMultiplyAdd(_ask.Cotangents[row + s], probabilities[row + s], Means[s]);
    }

    /// <summary>One variant's mean cotangent over its shots, and the variance of that mean: s² / (N − 1), s² being the mean square deviation of a shot.</summary>
    private void AddSampled(int start, int samples, int shots, ref double mean, ref double variance)
    {
        double sum = 0, squares = 0;
        int end = start + _outcomes * samples;
        for (int i = start; i < end; i += samples) sum = Math.FusedMultiplyAdd(_ask.Cotangents[i], _counts[i], sum);
        double own = sum / shots;
        for (int i = start; i < end; i += samples)
        {
            double deviation = _ask.Cotangents[i] - own;
            squares = Math.FusedMultiplyAdd(deviation * deviation, _counts[i], squares);
        }

        mean += own;
        variance += squares / ((double)shots * (shots - 1));
    }
}
