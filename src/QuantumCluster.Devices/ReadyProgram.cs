using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using QuantumCluster.Cutting.Lanes;
using QuantumCluster.Cutting.Variants;
using QuantumCluster.Devices.Fused;
using QuantumCluster.Devices.StateVectors;

namespace QuantumCluster.Devices;

/// <summary>
/// A program made ready, in the one way in which every device of this kind runs it: fused into blocks where its structure allows it,
/// gate by gate elsewhere. Which way is a function of the program alone, so all devices give the same bits.
/// </summary>
internal sealed class ReadyProgram
{
    // Kept as long as the program object itself lives: who holds on to programs decides.
    private static readonly ConditionalWeakTable<FragmentProgram, ReadyProgram> Known = [];

    private readonly FragmentProgram _program;
    private readonly ConcurrentDictionary<LaneWidth, CompiledProgram> _byGates = [];

    private ReadyProgram(FragmentProgram program) => (_program, Fused) = (program, FusedProgram.Of(program));

    /// <summary>Null where the program runs gate by gate.</summary>
    public FusedProgram? Fused { get; }

    public CompiledProgram ByGates(LaneWidth width) => _byGates.GetOrAdd(width, w => CompiledProgram.Of(_program, w));

    /// <exception cref="NotSupportedException">The program has a gate, preparation or basis that this simulator does not know.</exception>
    public static ReadyProgram Of(FragmentProgram program) => Known.GetValue(program, p => new ReadyProgram(p));
}
