using QuantumCluster.Circuits.Readouts;

namespace QuantumCluster.Circuits.Tests.Readouts;

public class PauliStringTests
{
    [Fact]
    public void Character_q_acts_on_qubit_q()
    {
        PauliString s = PauliString.Parse("IXYZ");
        Assert.Equal([Pauli.I, Pauli.X, Pauli.Y, Pauli.Z], s.Factors.ToArray());
        Assert.Equal("IXYZ", s.ToString());
        Assert.Equal(PauliString.Parse("IXYZ"), s);
        Assert.NotEqual(PauliString.Parse("IXYX"), s);
    }

    [Theory]
    [InlineData("ZZA", "'A' at position 2")]
    [InlineData("z", "'z' at position 0")]
    [InlineData("Z Z", "' ' at position 1")]
    public void Wrong_letter_is_named_with_its_place(string text, string message) =>
        Assert.Contains(message, Assert.Throws<FormatException>(() => PauliString.Parse(text)).Message, StringComparison.Ordinal);

    [Fact]
    public void Empty_string_is_refused() => Assert.Throws<FormatException>(() => PauliString.Parse(""));
}
