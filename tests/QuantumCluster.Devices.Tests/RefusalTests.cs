using QuantumCluster.Circuits;
using QuantumCluster.Cutting.Jobs;
using QuantumCluster.Cutting.Variants;
using static QuantumCluster.Devices.Tests.Programs;

namespace QuantumCluster.Devices.Tests;

public sealed class RefusalTests
{
    private static readonly FragmentProgram Program = Dense(3, 0);

    private static FragmentJob Good => Job(Program, new double[Program.Circuit.WeightCount], new double[6], 2);

    private static FragmentJob GoodBack => Good with { Ask = new JobAsk.VectorJacobianProduct(new double[7 * 8 * 2]) };

    private static void AssertRefused(FragmentJob job, string sentence, FragmentProgram? program = null)
    {
        var refused = Assert.IsType<JobOutcome.Refused>(Device.Run(program ?? Program, job));
        Assert.Equal(job.Key, refused.Key);
        Assert.Equal(sentence, refused.Reason);
    }

    [Fact]
    public void Good_jobs_run()
    {
        Assert.IsType<JobOutcome.Evaluated>(Device.Run(Program, Good));
        Assert.IsType<JobOutcome.Differentiated>(Device.Run(Program, GoodBack));
    }

    [Fact]
    public void A_program_that_is_too_wide_is_refused()
    {
        FragmentProgram wide = Dense(6);
        AssertRefused(Job(wide, [], [], 1), "The program needs 6 qubits; device `five-qubit` has 5; cut another wire or use a wider device.", wide);
    }

    [Fact]
    public void A_job_for_another_program_is_refused() =>
        AssertRefused(Good with { Program = default },
            $"The job names program 000000000000, but program {Program.Hash} was brought with it; send the program that the job names.");

    [Theory]
    [InlineData(0, 0)]
    [InlineData(-1, 1)]
    [InlineData(7, 1)]
    [InlineData(6, 2)]
    [InlineData(1, int.MaxValue)]
    public void Variants_that_the_program_does_not_have_are_refused(int first, int count) =>
        AssertRefused(Good with { Key = Good.Key with { FirstVariant = first, VariantCount = count } },
            $"The job asks for {count} variants from number {first}; the program has variants 0 to 6.");

    [Theory]
    [InlineData(0, 0)]
    [InlineData(-1, 2)]
    [InlineData(int.MaxValue, 2)]
    public void Samples_outside_a_batch_are_refused(int first, int count) =>
        AssertRefused(Good with { Key = Good.Key with { FirstSample = first, SampleCount = count } },
            $"The job asks for {count} samples from number {first}; a job has at least one, of a batch of at most 1073741824.");

    [Fact]
    public void A_job_too_large_for_memory_is_refused() =>
        AssertRefused(Good with { Key = Good.Key with { SampleCount = 1 << 28 } },
            "The job would hold more than 134217728 numbers (7 variants, 8 outcomes, 268435456 samples); divide it into smaller ones.");

    [Fact]
    public void Wrong_lengths_are_refused()
    {
        AssertRefused(Good with { Weights = new double[3] }, "The job brings 3 weights; the program takes 22 weights, 22 numbers.");
        AssertRefused(Good with { Inputs = new double[5] }, "The job brings 5 inputs; the program takes 3 inputs for each of 2 samples, 6 numbers.");
        AssertRefused(Good with { Inputs = null! }, "The job brings 0 inputs; the program takes 3 inputs for each of 2 samples, 6 numbers.");
        AssertRefused(Good with { Ask = new JobAsk.VectorJacobianProduct([1]) },
            "The job brings 1 cotangents; the program takes 8 outcomes of 7 variants for each of 2 samples, 112 numbers.");
    }

    [Fact]
    public void Numbers_that_are_not_finite_are_refused()
    {
        FragmentJob job = GoodBack;
        job.Weights[4] = double.NaN;
        AssertRefused(job, "The weight at position 4 is NaN; every number of a job must be finite.");
        job = GoodBack;
        job.Inputs[1] = double.PositiveInfinity;
        AssertRefused(job, "The input at position 1 is Infinity; every number of a job must be finite.");
        job = GoodBack;
        ((JobAsk.VectorJacobianProduct)job.Ask).Cotangents[9] = double.NegativeInfinity;
        AssertRefused(job, "The cotangent at position 9 is -Infinity; every number of a job must be finite.");
    }

    [Fact]
    public void A_product_over_some_of_the_variants_is_refused() =>
        AssertRefused(GoodBack with { Key = GoodBack.Key with { VariantCount = 3 } },
            "A vector-Jacobian product takes all 7 variants of its program; the job names 3 from number 0.");

    [Fact]
    public void Unknown_asks_preparations_and_bases_are_refused()
    {
        AssertRefused(Good with { Ask = null! }, "The job asks for something that an emulated device does not know; ask for probabilities, counts, or a vector-Jacobian product by adjoint or by shift.");
        Circuit circuit = Circuit.Create(1, 0, 0, []);
        var preparation = new FragmentProgram(circuit, [0], [0], [new Variant([(Preparation)9], [Basis.Z])]);
        AssertRefused(Job(preparation, [], [], 1), "9 is no preparation.", preparation);
        var basis = new FragmentProgram(circuit, [], [0], [new Variant([], [(Basis)9])]);
        AssertRefused(Job(basis, [], [], 1), "9 is no measurement basis.", basis);
    }

    [Fact]
    public void A_simulator_wider_than_memory_is_not_made() =>
        Assert.Contains("1 to 20 qubits", Assert.Throws<ArgumentOutOfRangeException>(() => DeviceProfile.Simulator(21)).Message, StringComparison.Ordinal);
}
