using QuantumCluster.Circuits.Kernels;
using QuantumCluster.Circuits.Readouts;
using QuantumCluster.Cutting.Plans;

namespace QuantumCluster.Cutting.Tests.Plans;

public class CutPlanTests
{
    private static readonly Ladder Eight = new(8, 1, Kernel.Canonical);

    private static readonly PlanRequest Request =
        new(Eight.ToCircuit(), new Readout.Probabilities(), LadderCuts.Middle(Eight), VariantChoice.Minimal, 5, Granularity.Exact);

    [Theory]
    [InlineData(VariantChoice.Paper, 8, 8)]
    [InlineData(VariantChoice.Table, 3, 6)]
    [InlineData(VariantChoice.Minimal, 3, 4)]
    [InlineData(VariantChoice.Auto, 3, 4)]
    public void Variant_choice_sets_the_settings_upstream_and_the_preparations_downstream(VariantChoice choice, int settings, int preparations)
    {
        CutPlan plan = CutPlan.Create(Request with { Variants = choice });
        Assert.Equal(settings, plan.Fragments[0].Program.Variants.Length);
        Assert.Equal(preparations, plan.Fragments[1].Program.Variants.Length);
        Assert.Equal(settings + preparations, plan.VariantCount);
    }

    [Fact]
    public void Golden_plan_of_the_default_ladder_needs_one_setting_and_two_preparations()
    {
        var ladder = new Ladder(8, 1, Kernel.Crz);
        CutPlan plan = CutPlan.Create(Request with { Circuit = ladder.ToCircuit(), Cuts = LadderCuts.Middle(ladder), Variants = VariantChoice.Auto });
        Assert.Equal(3, plan.VariantCount);
        Assert.Equal("golden", Assert.Single(plan.SetOfCut).Name);
    }

    [Fact]
    public void Slanted_cut_of_two_layers_needs_9_settings_and_16_or_36_preparations()
    {
        CutPlan minimal = CutPlan.Create(TestCuts.TwoLayersOnTheSlant(Kernel.Su4, new Readout.Probabilities(), VariantChoice.Minimal));
        Assert.Equal([5, 5], minimal.Fragments.Select(f => f.Fragment.Qubits.Length).ToArray());
        Assert.Equal([9, 16], minimal.Fragments.Select(f => f.Program.Variants.Length).ToArray());
        CutPlan table = CutPlan.Create(TestCuts.TwoLayersOnTheSlant(Kernel.Su4, new Readout.Probabilities(), VariantChoice.Table));
        Assert.Equal([9, 36], table.Fragments.Select(f => f.Program.Variants.Length).ToArray());
    }

    [Fact]
    public void Fragment_that_is_too_wide_is_refused_with_its_wires_the_limit_and_the_way_out()
    {
        var e = Assert.Throws<ArgumentException>(() => CutPlan.Create(Request with { DeviceQubits = 4 }));
        Assert.Equal("Fragment 1 needs 5 qubits (wires 3, 4, 5, 6, 7); the devices have 4. Add a cut on one of these wires, or use wider devices.", e.Message);
        Assert.Contains("Fragment 0 needs 8 qubits", Assert.Throws<ArgumentException>(() => CutPlan.Create(Request with { Cuts = [] })).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Classes_bind_fragments_and_must_be_as_many_and_as_wide()
    {
        DeviceClass narrow = new("narrow", "01", 4, false), wide = new("wide", "02", 5, true);
        Assert.Equal<DeviceClass?>([null, null], CutPlan.Create(Request).Fragments.Select(f => f.Class));
        Assert.Equal<DeviceClass?>([wide, wide], CutPlan.Create(Request with { Classes = [wide] }).Fragments.Select(f => f.Class));
        Assert.Equal<DeviceClass?>([narrow, wide], CutPlan.Create(Request with { Classes = [narrow, wide] }).Fragments.Select(f => f.Class));
        Assert.Equal("Fragment 1 needs 5 qubits (wires 3, 4, 5, 6, 7); devices of class narrow (01) have 4. Bind it to a wider class, or cut one of these wires.",
            Assert.Throws<ArgumentException>(() => CutPlan.Create(Request with { Classes = [narrow] })).Message);
        Assert.Equal("The plan has 2 fragments and names 3 classes of devices; name one for each, or one for all.",
            Assert.Throws<ArgumentException>(() => CutPlan.Create(Request with { Classes = [wide, wide, wide] })).Message);
    }

    [Fact]
    public void Readout_that_does_not_fit_is_refused() =>
        Assert.Throws<ArgumentException>(() => CutPlan.Create(Request with { Readout = new Readout.Marginal(8) }));

    [Fact]
    public void Numbers_that_make_no_plan_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => CutPlan.Create(Request with { DeviceQubits = 0 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => CutPlan.Create(Request with { Granularity = new Granularity(0, 64) }));
        Assert.Throws<ArgumentOutOfRangeException>(() => CutPlan.Create(Request with { Granularity = new Granularity(1, 0) }));
    }

    [Fact]
    public void Equal_requests_give_equal_hashes_and_any_change_another()
    {
        CutPlan plan = CutPlan.Create(Request);
        Assert.Equal(plan.Hash, CutPlan.Create(Request with { Circuit = Eight.ToCircuit() }).Hash);
        PlanRequest[] others =
        [
            Request with { Variants = VariantChoice.Table }, Request with { DeviceQubits = 6 }, Request with { Granularity = Granularity.Spread },
            Request with { Readout = new Readout.Marginal(3, 4) }, Request with { Circuit = new Ladder(8, 1, Kernel.Su4).ToCircuit(), Cuts = LadderCuts.Middle(new Ladder(8, 1, Kernel.Su4)) },
        ];
        Assert.Equal(others.Length + 1, others.Select(r => CutPlan.Create(r).Hash).Append(plan.Hash).Distinct().Count());
    }

    [Fact]
    public void Fragment_programs_do_not_depend_on_granularity_so_that_nodes_compile_them_once()
    {
        CutPlan a = CutPlan.Create(Request), b = CutPlan.Create(Request with { Granularity = Granularity.Spread });
        Assert.Equal(a.Fragments.Select(f => f.Program.Hash), b.Fragments.Select(f => f.Program.Hash));
    }

    [Fact]
    public void Pauli_strings_that_agree_qubit_by_qubit_share_their_variants()
    {
        Readout shared = Strings("ZIIIIIIZ", "ZZIIIIII", "IIXXIIII"), apart = Strings("ZIIIIIII", "XIIIIIII", "YIIIIIII");
        Assert.Single(CutPlan.Create(Request with { Readout = shared }).ReadoutBases.Groups);
        CutPlan plan = CutPlan.Create(Request with { Readout = apart });
        Assert.Equal(3, plan.ReadoutBases.Groups.Length);
        // Only upstream sees the three bases of qubit 0; downstream reads nothing and needs its four preparations once.
        Assert.Equal([9, 4], plan.Fragments.Select(f => f.Program.Variants.Length).ToArray());
    }

    [Fact]
    public void Middle_cut_refuses_what_it_cannot_cut_straight()
    {
        Assert.Throws<ArgumentException>(() => LadderCuts.Middle(new Ladder(8, 2, Kernel.Crz)));
        Assert.Throws<ArgumentException>(() => LadderCuts.Middle(new Ladder(2, 1, Kernel.Crz)));
        for (int n = 3; n <= 10; n++)
        {
            var ladder = new Ladder(n, 1, Kernel.Crz);
            CutPlan plan = CutPlan.Create(Request with { Circuit = ladder.ToCircuit(), Cuts = LadderCuts.Middle(ladder), DeviceQubits = n });
            Assert.Equal(n + 1, plan.Fragments.Sum(f => f.Fragment.Qubits.Length));
        }
    }

    private static Readout.Expectations Strings(params string[] strings) => new([.. strings.Select(PauliString.Parse)]);
}
