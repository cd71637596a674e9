using System.Globalization;
using QuantumCluster.Circuits.Numerics;
using QuantumCluster.Cutting.Execution;
using QuantumCluster.Cutting.Jobs;
using QuantumCluster.Cutting.Lanes;
using QuantumCluster.Cutting.Variants;

namespace QuantumCluster.Devices.Tests;

public sealed class SelfTestTests
{
    [Fact]
    public void Digest_is_sixteen_digits_and_the_same_on_every_exact_device()
    {
        string digest = SelfTest.Digest(new StateVectorDevice(DeviceProfile.FiveQubit));
        Assert.Equal(16, digest.Length);
        Assert.True(ulong.TryParse(digest, NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out _));
        Assert.Equal(digest, SelfTest.Digest(new StateVectorDevice(DeviceProfile.Simulator(3))));
    }

    [Fact]
    public void Bits_are_those_of_every_other_machine() =>
        // Also with other vector widths (DOTNET_EnableAVX2=0, DOTNET_EnableAVX=0). Change it only when the order of operations is changed on purpose.
        Assert.Equal(("8d7f9a182909e302", "1990276950f28e50", "00fee54270223594"), (
            SelfTest.Digest(new StateVectorDevice(DeviceProfile.FiveQubit), Precision.Double),
            SelfTest.Digest(new StateVectorDevice(DeviceProfile.FiveQubit), Precision.Float),
            SelfTest.Digest(new StateVectorDevice(DeviceProfile.FiveQubit))));

    [Fact]
    public void Vectors_of_every_width_give_the_digest() =>
        Assert.Single(Enum.GetValues<LaneWidth>().Select(width => SelfTest.Digest(new StateVectorDevice(DeviceProfile.FiveQubit, width))).Distinct());

    [Fact]
    public void Wrong_floats_alone_give_another_digest() =>
        Assert.NotEqual(SelfTest.Digest(new StateVectorDevice(DeviceProfile.FiveQubit)), SelfTest.Digest(new OffByOneBit(Precision.Float)));

    [Fact]
    public void One_bit_of_difference_gives_another_digest() =>
        Assert.NotEqual(SelfTest.Digest(new StateVectorDevice(DeviceProfile.FiveQubit)), SelfTest.Digest(new OffByOneBit(Precision.Double)));

    [Fact]
    public void A_device_that_is_too_narrow_is_told_so() =>
        Assert.Equal("Device `simulator-2` cannot run the self-test: The program needs 3 qubits; device `simulator-2` has 2; cut another wire or use a wider device.",
            Assert.Throws<ExecutionFailedException>(() => SelfTest.Digest(new StateVectorDevice(DeviceProfile.Simulator(2)))).Message);

    private sealed class OffByOneBit(Precision precision) : IQuantumDevice
    {
        private readonly StateVectorDevice _exact = new(DeviceProfile.FiveQubit);

        public DeviceProfile Profile => _exact.Profile;

        public JobOutcome Run(FragmentProgram program, FragmentJob job)
        {
            JobOutcome outcome = _exact.Run(program, job);
            if (outcome is JobOutcome.Differentiated d && program.Precision == precision) d.WeightPartials[^1] = Math.BitIncrement(d.WeightPartials[^1]);
            return outcome;
        }
    }
}
