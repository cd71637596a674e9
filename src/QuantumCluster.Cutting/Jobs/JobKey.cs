namespace QuantumCluster.Cutting.Jobs;

/// <summary>The identity of a job, by which its outcome finds its way home: a block of variants and samples of one fragment in one run.</summary>
public readonly record struct JobKey(RunId Run, int Fragment, int FirstVariant, int VariantCount, int FirstSample, int SampleCount)
{
    public override string ToString() =>
        $"run {Run} fragment {Fragment} variants {FirstVariant}..{FirstVariant + VariantCount - 1} samples {FirstSample}..{FirstSample + SampleCount - 1}";
}
