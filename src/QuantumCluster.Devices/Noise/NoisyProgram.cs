using System.Collections.Concurrent;
using QuantumCluster.Cutting.Lanes;
using QuantumCluster.Cutting.Variants;
using QuantumCluster.Devices.Transpiling;

namespace QuantumCluster.Devices.Noise;

/// <summary>A program transpiled for a profile, ready to run. Immutable save for a stock of buffers; safe for concurrent calls.</summary>
internal sealed class NoisyProgram
{
    private readonly ConcurrentBag<NoisyRun> _stock = [];
    private readonly NoiseMethod _method;
    private readonly LaneWidth _width;

    public NoisyProgram(FragmentProgram program, DeviceProfile profile, NoiseMethod method, LaneWidth width)
    {
        (Program, Profile, _method, _width) = (program, profile, method, width);
        Timetable = new(program, profile.Gates, profile.Times);
        Evolution = new(Timetable);
    }

    public FragmentProgram Program { get; }

    public DeviceProfile Profile { get; }

    public Timetable Timetable { get; }

    public Evolution Evolution { get; }

    public NoisyRun Take() => _stock.TryTake(out NoisyRun? run) ? run : NoisyRun.Create(this, _method, _width);

    public void Return(NoisyRun run) => _stock.Add(run);
}
