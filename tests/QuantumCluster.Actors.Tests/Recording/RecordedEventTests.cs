using System.Reflection;
using System.Text.Json;
using QuantumCluster.Actors.Ledger;
using QuantumCluster.Actors.Recording;
using QuantumCluster.Cutting.Jobs;
using QuantumCluster.Cutting.Plans;

namespace QuantumCluster.Actors.Tests.Recording;

public sealed class RecordedEventTests
{
    private static readonly WorkerId Worker = new("127.0.0.1:9401", 7);
    private static readonly RunId Run = new(0xABCDEF, 3);
    private static readonly JobKey Key = new(Run, 1, 0, 2, 16, 2);
    private static readonly DeviceClass Superconducting = new("superconducting", "0123456789abcdef", 5, isNoisy: true);

    /// <summary>One of every kind, as a recording keeps it: without numbers.</summary>
    private static readonly LedgerEvent[] Samples =
    [
        new LedgerEvent.RunAdmitted(Run,
        [
            new(Key, default, [], [], new JobAsk.Probabilities()),
            new(Key with { FirstSample = 18 }, default, [], [], new JobAsk.VectorJacobianProduct([])),
            new(Key with { FirstSample = 20 }, default, [], [], new JobAsk.Counts(1000, default)),
            new(Key with { FirstSample = 22 }, default, [], [], new JobAsk.ShiftProduct([], 1000, default)),
            new(Key with { FirstSample = 24 }, default, [], [], new JobAsk.ShiftProduct([], null, default)),
        ], 0.25) { Shares = [new(1, new Demand(Superconducting, 5, MaySubstitute: true)), new(4, new Demand(null, 4))] },
        new LedgerEvent.RunCancelled(Run),
        new LedgerEvent.WorkerRegistered(Worker, 2, 10, 18) { Class = Superconducting },
        new LedgerEvent.CreditsOffered(Worker, 19),
        new LedgerEvent.OutcomesArrived(Worker,
        [
            new(new LeaseId(1), NumberlessOutcome.Of(new JobOutcome.Evaluated(Key, [0.25, 0.75]))),
            new(new LeaseId(2), NumberlessOutcome.Of(new JobOutcome.Differentiated(Key, [1, 2], [3]))),
            new(new LeaseId(3), NumberlessOutcome.Of(new JobOutcome.Counted(Key, [1, 999]))),
            new(new LeaseId(4), new JobOutcome.Refused(Key, "too wide")),
            new(new LeaseId(5), new JobOutcome.Faulted(Key, "burnt out")),
        ], 22) { Invalid = [new InvalidOutcome(new LeaseId(6), Key, "sums to 0.7")] },
        new LedgerEvent.WorkerDraining(Worker),
        new LedgerEvent.WorkerLost(Worker, "its connection broke"),
        new LedgerEvent.TimePassed(),
    ];

    [Fact]
    public void Every_kind_of_event_has_a_recorded_form_and_a_sample_here() =>
        Assert.Equal(typeof(LedgerEvent).GetNestedTypes(BindingFlags.Public).Select(t => t.Name).Order(), Samples.Select(s => s.GetType().Name).Order());

    /// <summary>Otherwise a property that is forgotten in the recorded form comes back all the same.</summary>
    [Fact]
    public void No_property_of_a_sample_has_its_default()
    {
        foreach (LedgerEvent sample in Samples)
            foreach (PropertyInfo property in sample.GetType().GetProperties())
                Assert.False(property.GetValue(sample) is null or 0 or 0L or 0.0 or false or "" or System.Collections.ICollection { Count: 0 }, $"{sample.GetType().Name}.{property.Name}");
    }

    [Fact]
    public void Every_event_comes_back_but_for_its_numbers()
    {
        foreach (LedgerEvent sample in Samples)
        {
            LedgerEvent back = RecordedEvent.Read(RecordedEvent.Write(sample, outcome => outcome)); // the samples have digests already
            if (sample is LedgerEvent.OutcomesArrived arrived) AssertSame(arrived, (LedgerEvent.OutcomesArrived)back);
            else Assert.Equal(Text(sample), Text(back));
            if (sample is not LedgerEvent.RunAdmitted admitted) continue;
            Assert.Equal(admitted.Jobs.Select(j => $"{j.Key} {j.Ask}"), ((LedgerEvent.RunAdmitted)back).Jobs.Select(j => $"{j.Key} {j.Ask}"));
            Assert.Equal(admitted.Shares.AsEnumerable(), ((LedgerEvent.RunAdmitted)back).Shares);
        }
    }

    [Fact]
    public void Equal_numbers_have_equal_digests_and_one_bit_makes_another()
    {
        Assert.Equal(Digest([1, 2], [3]), Digest([1, 2], [3]));
        Assert.NotEqual(Digest([1, 2], [3]), Digest([1, BitConverter.Int64BitsToDouble(BitConverter.DoubleToInt64Bits(2) ^ 1)], [3]));
        Assert.NotEqual(Digest([0.0], []), Digest([-0.0], []));
        Assert.NotEqual(Digest([1, 2], [3]), Digest([1], [2, 3]));
        var gradients = new JobOutcome.Differentiated(Key, [1, 2], [3]);
        Assert.NotEqual(Digest([1, 2], [3]), ((JobOutcome.Differentiated)NumberlessOutcome.Of(gradients with { Variances = new([0, 0], [1]) })).InputGradients);
        Assert.All(Digest([double.NaN], []), n => Assert.Equal(n, Math.Floor(n)));
    }

    private static double[] Digest(double[] inputs, double[] weights) => ((JobOutcome.Differentiated)NumberlessOutcome.Of(new JobOutcome.Differentiated(Key, inputs, weights))).InputGradients;

    private static void AssertSame(LedgerEvent.OutcomesArrived expected, LedgerEvent.OutcomesArrived actual)
    {
        Assert.Equal((expected.Worker, expected.CreditLimit), (actual.Worker, actual.CreditLimit));
        Assert.Equal(expected.Invalid.AsEnumerable(), actual.Invalid);
        Assert.Equal(expected.Outcomes.Select(Text), actual.Outcomes.Select(Text));
    }

    private static string Text(LeasedOutcome leased) => $"{leased.Lease} {JsonSerializer.Serialize<object>(leased.Outcome)}";

    private static string Text(LedgerEvent happened) => JsonSerializer.Serialize<object>(happened);
}
