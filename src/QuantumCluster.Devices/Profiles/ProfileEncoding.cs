using System.Text;

namespace QuantumCluster.Devices.Profiles;

/// <summary>The canonical bytes of a profile's figures, of which its digest is taken.</summary>
internal static class ProfileEncoding
{
    public static byte[] Write(DeviceProfile profile)
    {
        using var bytes = new MemoryStream();
        using var writer = new BinaryWriter(bytes, Encoding.UTF8);
        writer.Write(profile.Qubits);
        writer.Write(profile.ShotLimit);
        writer.Write((byte)profile.Gates.Entangler);
        writer.Write((byte)profile.Gates.Coupling);
        writer.Write(profile.Gates.VirtualZ);
        DeviceTimes times = profile.Times;
        foreach (double time in (ReadOnlySpan<double>)[times.OneQubitGate, times.TwoQubitGate, times.Readout, times.Reset, times.ShotPeriod, times.CircuitLoad, times.JobOverhead]) writer.Write(time);
        writer.Write(profile.QueueLatency.ToString());
        writer.Write(profile.Noise is not null);
        if (profile.Noise is { } noise)
        {
            writer.Write(noise.OneQubitError);
            writer.Write(noise.TwoQubitError);
            for (int q = 0; q < noise.Qubits; q++)
                foreach (double figure in (ReadOnlySpan<double>)[noise.T1[q], noise.T2[q], noise.OneForZero[q], noise.ZeroForOne[q]]) writer.Write(figure);
        }

        writer.Write(profile.Drift is not null);
        if (profile.Drift is { } drift)
        {
            writer.Write(drift.Seed.Value);
            writer.Write(drift.Spread);
            writer.Write(drift.RecalibrateEvery);
        }

        writer.Flush();
        return bytes.ToArray();
    }
}
