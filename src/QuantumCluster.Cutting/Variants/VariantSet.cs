using System.Collections.Immutable;

namespace QuantumCluster.Cutting.Variants;

/// <summary>
/// One way to write the identity of a cut wire as measurements and preparations, ρ = Σ_t out_t(ρ) · in_t, one row per set.
/// Along a bond t runs over <see cref="BondDimension"/> terms. The earlier side turns its settings' outcomes into
/// A_t = Σ_{setting, outcome} <see cref="Out"/> · P(…, outcome | setting), the later side its preparations into
/// B_t = Σ_preparation <see cref="In"/> · P(… | preparation), and the whole is Σ_t A_t · B_t (paper, equations (9), (12), (16)).
/// </summary>
public sealed class VariantSet
{
    private readonly double[] _out;
    private readonly double[] _in;

    private VariantSet(byte code, string name, string summary, int bond, ImmutableArray<Basis> settings, ImmutableArray<Preparation> preparations, double[] output, double[] input)
    {
        (Code, Name, Summary, BondDimension, Settings, Preparations, _out, _in) = (code, name, summary, bond, settings, preparations, output, input);
        if (output.Length != bond * settings.Length * 2 || input.Length != bond * preparations.Length)
            throw new ArgumentException($"Variant set {name}: the coefficient tables do not fit its lists.");
    }

    public byte Code { get; }

    public string Name { get; }

    /// <summary>One sentence for help texts.</summary>
    public string Summary { get; }

    public int BondDimension { get; }

    /// <summary>Measurements of the earlier side, in slot order.</summary>
    public ImmutableArray<Basis> Settings { get; }

    /// <summary>Preparations of the later side, in slot order.</summary>
    public ImmutableArray<Preparation> Preparations { get; }

    public double Out(int term, int setting, int outcome) => _out[(term * Settings.Length + setting) * 2 + outcome];

    public double In(int term, int preparation) => _in[term * Preparations.Length + preparation];

    /// <summary>The eight pairs of paper, equation (16), each run as a pair of its own.</summary>
    public static VariantSet Paper { get; } = new(1, "paper", "the eight pairs of the paper's equation (16), each run for itself", 8,
        [Basis.Z, Basis.Z, Basis.X, Basis.X, Basis.Y, Basis.Y, Basis.Z, Basis.Z],
        [Preparation.Zero, Preparation.One, Preparation.Plus, Preparation.Minus, Preparation.PlusI, Preparation.MinusI, Preparation.Zero, Preparation.One],
        DiagonalOut([(1, 1), (1, 1), (1, -1), (1, -1), (1, -1), (1, -1), (1, -1), (1, -1)]),
        Diagonal([0.5, 0.5, 0.5, -0.5, 0.5, -0.5, 0.5, -0.5]));

    /// <summary>3 settings and 6 preparations, shared by all terms: terms I, X, Y, Z, and 1/2 per cut (equation (9)).</summary>
    public static VariantSet Table { get; } = new(2, "table", "3 settings + 6 preparations, each measured once and shared by all terms", 4,
        [Basis.Z, Basis.X, Basis.Y],
        [Preparation.Zero, Preparation.One, Preparation.Plus, Preparation.Minus, Preparation.PlusI, Preparation.MinusI],
        PauliOut(),
        [
            .5, .5, 0, 0, 0, 0, // I = |0><0| + |1><1|
            0, 0, .5, -.5, 0, 0, // X
            0, 0, 0, 0, .5, -.5, // Y
            .5, -.5, 0, 0, 0, 0, // Z
        ]);

    /// <summary>3 settings and 4 preparations: |−⟩ and |−i⟩ follow from I = |0⟩⟨0| + |1⟩⟨1|.</summary>
    public static VariantSet Minimal { get; } = new(3, "minimal", "3 settings + 4 preparations; the others follow by linearity", 4,
        [Basis.Z, Basis.X, Basis.Y],
        [Preparation.Zero, Preparation.One, Preparation.Plus, Preparation.PlusI],
        PauliOut(),
        [
            .5, .5, 0, 0, // I
            -.5, -.5, 1, 0, // X = 2|+><+| - I
            -.5, -.5, 0, 1, // Y = 2|+i><+i| - I
            .5, -.5, 0, 0, // Z
        ]);

    /// <summary>1 setting and 2 preparations: exact where the X and Y terms vanish for a structural reason (a golden cut), and only there.</summary>
    public static VariantSet Golden { get; } = new(4, "golden", "1 setting + 2 preparations, where X and Y provably cannot contribute", 2,
        [Basis.Z], [Preparation.Zero, Preparation.One],
        [1, 0, 0, 1],
        [1, 0, 0, 1]);

    public static ImmutableArray<VariantSet> All { get; } = [Paper, Table, Minimal, Golden];

    public static VariantSet? WithCode(byte code) => All.FirstOrDefault(s => s.Code == code);

    public override string ToString() => Name;

    /// <summary>A_I from Z with both signs plus; A_X, A_Y, A_Z from their settings with the eigenvalues. Rows I, X, Y, Z; columns (Z0 Z1 X0 X1 Y0 Y1).</summary>
    private static double[] PauliOut() =>
    [
        1, 1, 0, 0, 0, 0,
        0, 0, 1, -1, 0, 0,
        0, 0, 0, 0, 1, -1,
        1, -1, 0, 0, 0, 0,
    ];

    private static double[] DiagonalOut((double Plus, double Minus)[] rows)
    {
        var table = new double[rows.Length * rows.Length * 2];
        for (int t = 0; t < rows.Length; t++) (table[(t * rows.Length + t) * 2], table[(t * rows.Length + t) * 2 + 1]) = rows[t];
        return table;
    }

    private static double[] Diagonal(double[] values)
    {
        var table = new double[values.Length * values.Length];
        for (int t = 0; t < values.Length; t++) table[t * values.Length + t] = values[t];
        return table;
    }
}
