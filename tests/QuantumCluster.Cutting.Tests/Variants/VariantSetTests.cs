using System.Numerics;
using QuantumCluster.Cutting.Tests.Oracle;
using QuantumCluster.Cutting.Variants;

namespace QuantumCluster.Cutting.Tests.Variants;

public class VariantSetTests
{
    public static TheoryData<string> Complete => [.. VariantSet.All.Where(s => s != VariantSet.Golden).Select(s => s.Name)];

    /// <summary>Σ_t Σ_{setting, outcome} Out · tr(projector · ρ) · Σ_preparation In · |prepared⟩⟨prepared| = ρ on a basis of the matrices ρ.</summary>
    [Theory, MemberData(nameof(Complete))]
    public void Measuring_and_preparing_again_is_the_identity_on_the_wire(string name)
    {
        VariantSet set = VariantSet.All.Single(s => s.Name == name);
        foreach ((int r, int c) in new[] { (0, 0), (0, 1), (1, 0), (1, 1) })
        {
            Complex[,] through = Through(set, Unit(r, c));
            for (int i = 0; i < 2; i++)
                for (int j = 0; j < 2; j++)
                    Assert.True((through[i, j] - (i == r && j == c ? 1 : 0)).Magnitude < 1e-15, $"{name}: |{r}><{c}| gets [{i},{j}] = {through[i, j]}");
        }
    }

    [Fact]
    public void Golden_set_keeps_populations_and_drops_coherences()
    {
        foreach ((int r, int c) in new[] { (0, 0), (0, 1), (1, 0), (1, 1) })
        {
            Complex[,] through = Through(VariantSet.Golden, Unit(r, c));
            for (int i = 0; i < 2; i++)
                for (int j = 0; j < 2; j++)
                    Assert.True((through[i, j] - (i == r && j == c && r == c ? 1 : 0)).Magnitude < 1e-15);
        }
    }

    [Fact]
    public void Sets_have_the_sizes_of_the_paper_and_of_its_shortcuts()
    {
        Assert.Equal((8, 8), (VariantSet.Paper.Settings.Length, VariantSet.Paper.Preparations.Length));
        Assert.Equal((3, 6), (VariantSet.Table.Settings.Length, VariantSet.Table.Preparations.Length));
        Assert.Equal((3, 4), (VariantSet.Minimal.Settings.Length, VariantSet.Minimal.Preparations.Length));
        Assert.Equal((1, 2), (VariantSet.Golden.Settings.Length, VariantSet.Golden.Preparations.Length));
    }

    [Fact]
    public void Codes_find_their_sets_and_no_others()
    {
        foreach (VariantSet set in VariantSet.All) Assert.Same(set, VariantSet.WithCode(set.Code));
        Assert.Null(VariantSet.WithCode(0));
        Assert.Null(VariantSet.WithCode(200));
    }

    private static Complex[,] Unit(int row, int column)
    {
        var m = new Complex[2, 2];
        m[row, column] = 1;
        return m;
    }

    private static Complex[,] Through(VariantSet set, Complex[,] rho)
    {
        var result = new Complex[2, 2];
        for (int t = 0; t < set.BondDimension; t++)
        {
            Complex a = 0;
            for (int s = 0; s < set.Settings.Length; s++)
                for (int o = 0; o < 2; o++)
                {
                    // Outcome o projects on the o-th bra of the basis: p = <b| rho |b>.
                    Complex[,] bras = ReferenceFragments.IntoZ(set.Settings[s]);
                    for (int i = 0; i < 2; i++)
                        for (int j = 0; j < 2; j++) a += set.Out(t, s, o) * bras[o, i] * rho[i, j] * Complex.Conjugate(bras[o, j]);
                }

            for (int p = 0; p < set.Preparations.Length; p++)
            {
                Complex[,] u = ReferenceFragments.FromZero(set.Preparations[p]);
                for (int i = 0; i < 2; i++)
                    for (int j = 0; j < 2; j++) result[i, j] += a * set.In(t, p) * u[i, 0] * Complex.Conjugate(u[j, 0]);
            }
        }

        return result;
    }
}
