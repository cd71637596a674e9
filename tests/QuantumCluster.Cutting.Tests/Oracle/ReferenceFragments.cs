using System.Numerics;
using QuantumCluster.Cutting.Execution;
using QuantumCluster.Cutting.Plans;
using QuantumCluster.Cutting.Variants;
using QuantumCluster.Oracle;

namespace QuantumCluster.Cutting.Tests.Oracle;

/// <summary>What a perfect device would measure of a fragment, by the oracle: preparations and bases as the definitions have them.</summary>
public static class ReferenceFragments
{
    private static readonly Complex I = Complex.ImaginaryOne;

    /// <summary>The probabilities of one variant's outcomes, first measured qubit most significant.</summary>
    public static double[] Probabilities(FragmentProgram program, Variant variant, IReadOnlyList<double> x, IReadOnlyList<double> w)
    {
        var state = new ReferenceState(program.Circuit.QubitCount);
        for (int i = 0; i < program.PreparedQubits.Length; i++) state.Apply(FromZero(variant.Preparations[i]), program.PreparedQubits[i]);
        ReferenceCircuits.Apply(state, program.Circuit, x, w);
        for (int i = 0; i < program.MeasuredQubits.Length; i++) state.Apply(IntoZ(variant.Bases[i]), program.MeasuredQubits[i]);
        return state.Marginal([.. program.MeasuredQubits]);
    }

    /// <summary>All fragments of a plan for a batch, one sample at a time.</summary>
    public static FragmentTensors Run(CutPlan plan, Batch batch) => new(
        [.. plan.Fragments.Select(fragment =>
        {
            int inputs = plan.Request.Circuit.InputCount, outcomes = fragment.Program.OutcomeCount;
            double[] w = [.. fragment.Fragment.Weights.Select(i => batch.Weights[i])];
            var tensor = new double[fragment.Program.Variants.Length * outcomes * batch.Samples];
            for (int s = 0; s < batch.Samples; s++)
            {
                double[] x = [.. fragment.Fragment.Inputs.Select(i => batch.Inputs[s * inputs + i])];
                for (int v = 0; v < fragment.Program.Variants.Length; v++)
                {
                    double[] p = Probabilities(fragment.Program, fragment.Program.Variants[v], x, w);
                    for (int o = 0; o < outcomes; o++) tensor[(v * outcomes + o) * batch.Samples + s] = p[o];
                }
            }

            return tensor;
        })], batch.Samples);

    /// <summary>A unitary whose first column is the prepared state.</summary>
    public static Complex[,] FromZero(Preparation preparation)
    {
        double r = 1 / Math.Sqrt(2);
        (Complex zero, Complex one) = preparation switch
        {
            Preparation.Zero => (Complex.One, Complex.Zero),
            Preparation.One => (Complex.Zero, Complex.One),
            Preparation.Plus => (r, r),
            Preparation.Minus => (r, -r),
            Preparation.PlusI => (r, r * I),
            Preparation.MinusI => (r, -r * I),
            _ => throw new ArgumentOutOfRangeException(nameof(preparation)),
        };
        return new[,] { { zero, -Complex.Conjugate(one) }, { one, Complex.Conjugate(zero) } };
    }

    /// <summary>The unitary that takes the basis' +1 eigenstate to |0⟩ and its −1 eigenstate to |1⟩: its rows are their bras.</summary>
    public static Complex[,] IntoZ(Basis basis)
    {
        double r = 1 / Math.Sqrt(2);
        return basis switch
        {
            Basis.Z => new Complex[,] { { 1, 0 }, { 0, 1 } },
            Basis.X => new Complex[,] { { r, r }, { r, -r } },
            Basis.Y => new[,] { { r, -r * I }, { r, r * I } },
            _ => throw new ArgumentOutOfRangeException(nameof(basis)),
        };
    }
}
