using QuantumCluster.Experiments.Laboratory.Reports;

namespace QuantumCluster.Experiments.Laboratory.ShotErrors;

/// <param name="Factor">Mean squared error over that of the uncut circuit at equal shots, by circuit, with its standard error over circuits.</param>
/// <param name="Theory">The same by theory, mean over circuits.</param>
internal sealed record ShotFound(string Readout, ShotWay Way, long Shots, double RootMeanSquare, double RootMeanSquareError, double Uncut, Estimate Factor, double Theory, double Covered);

/// <summary>Collects the sweep.</summary>
internal sealed class ShotData
{
    private readonly List<ShotFound> _found = [];

    public IReadOnlyList<ShotFound> Found => _found;

    public DataTable Summary { get; } = new("shots", "Error by shots, variant set and allocation", false,
        new("readout", "", "marginals: 32 of qubits 3 to 7; whole: 256 probabilities"), new("set", "", "variant set"), new("allocation", "", "how shots are shared out"), new("shots", "", "of all variants together, on each sample"),
        new("rms", "", "root-mean-square error of an output"), new("rmsError", "", "standard error over circuits"), new("uncut", "", "the same of as many shots of the uncut circuit, by p(1 − p)/shots"), new("factor", "", "mean squared error over the uncut one's"),
        new("factorError", "", "standard error over circuits"), new("theory", "", "the factor by the exact probabilities of all variants; for variance with the best shares, known for nothing"), new("covered", "", "share of outputs within their 95 % interval"));

    public DataTable Raw { get; } = new("circuits", "every circuit", false, new("readout", "", ""), new("set", "", ""), new("allocation", "", ""), new("shots", "", ""), new("circuit", "", "from 0"),
        new("squared", "", "mean squared error"), new("uncut", "", "expected of the uncut circuit"), new("theory", "", "expected of the cut one"), new("predicted", "", "mean square of the standard errors that the estimate gives itself"), new("covered", "", "within 95 %"));

    public void Add(string readout, ShotWay way, long shots, ShotErrors[] circuits)
    {
        for (int c = 0; c < circuits.Length; c++) Raw.Add(readout, way.Set, way.Sharing, shots, c, circuits[c].Squared, circuits[c].Uncut, circuits[c].Theory, circuits[c].Predicted, circuits[c].Covered);
        var squared = Estimate.Of([.. circuits.Select(c => c.Squared)]);
        double rms = Math.Sqrt(squared.Mean), uncut = circuits.Average(c => c.Uncut);
        var ratio = Estimate.Of([.. circuits.Select(c => c.Squared / uncut)]);
        var found = new ShotFound(readout, way, shots, rms, squared.Error / (2 * rms), Math.Sqrt(uncut), ratio, circuits.Average(c => c.Theory) / uncut, circuits.Average(c => c.Covered));
        _found.Add(found);
        Summary.Add(readout, way.Set, way.Sharing, shots, found.RootMeanSquare, found.RootMeanSquareError, found.Uncut, found.Factor.Mean, found.Factor.Error, found.Theory, found.Covered);
    }

    public ShotFound? Of(string readout, string set, string sharing, long shots) => _found.Find(f => (f.Readout, f.Way.Set, f.Way.Sharing, f.Shots) == (readout, set, sharing, shots));
}
