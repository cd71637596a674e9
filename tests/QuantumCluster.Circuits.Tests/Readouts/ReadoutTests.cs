using QuantumCluster.Circuits.Readouts;

namespace QuantumCluster.Circuits.Tests.Readouts;

public class ReadoutTests
{
    [Fact]
    public void Readouts_count_their_outputs()
    {
        Assert.Equal(256, new Readout.Probabilities().OutputCount(8));
        Assert.Equal(32, new Readout.Marginal(3, 4, 5, 6, 7).OutputCount(8));
        Assert.Equal(2, new Readout.Expectations(PauliString.Parse("ZI"), PauliString.Parse("IX")).OutputCount(2));
    }

    [Fact]
    public void Readouts_compare_by_content()
    {
        Assert.Equal(new Readout.Marginal(1, 2), new Readout.Marginal(1, 2));
        Assert.NotEqual(new Readout.Marginal(1, 2), new Readout.Marginal(2, 1));
        Assert.Equal(new Readout.Expectations(PauliString.Parse("ZI")), new Readout.Expectations(PauliString.Parse("ZI")));
        Assert.NotEqual<Readout>(new Readout.Expectations(PauliString.Parse("ZI")), new Readout.Expectations(PauliString.Parse("IZ")));
        Assert.Equal(new Readout.Marginal(1, 2).GetHashCode(), new Readout.Marginal(1, 2).GetHashCode());
    }

    [Fact]
    public void Marginal_that_lists_nothing_or_a_qubit_twice_is_refused()
    {
        Assert.Throws<ArgumentException>(() => new Readout.Marginal());
        Assert.Contains("[3, 4, 3]", Assert.Throws<ArgumentException>(() => new Readout.Marginal(3, 4, 3)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => new Readout.Marginal([.. Enumerable.Range(0, 25)]));
        Assert.Throws<ArgumentException>(() => new Readout.Expectations());
    }

    [Fact]
    public void Readout_that_does_not_fit_the_circuit_says_what_does_not()
    {
        Assert.Contains("qubit 8; the circuit has qubits 0 to 7", Assert.Throws<ArgumentException>(() => new Readout.Marginal(3, 8).RequireFits(8)).Message, StringComparison.Ordinal);
        Assert.Contains("2 letters; the circuit has 8 qubits", Assert.Throws<ArgumentException>(() => new Readout.Expectations(PauliString.Parse("ZZ")).RequireFits(8)).Message, StringComparison.Ordinal);
        Assert.Contains("at most 24", Assert.Throws<ArgumentException>(() => new Readout.Probabilities().RequireFits(25)).Message, StringComparison.Ordinal);
        new Readout.Probabilities().RequireFits(24);
        new Readout.Marginal(7).RequireFits(8);
    }
}
