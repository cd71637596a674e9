using System.Runtime.CompilerServices;
using QuantumCluster.Cutting.Gradients;
using QuantumCluster.Cutting.Variants;

namespace QuantumCluster.Devices.Shifts;

/// <summary>A program made ready for parameter shift: each of its operations has an angle of its own.</summary>
internal sealed class ShiftedProgram
{
    // Kept as long as the program object itself lives, as ready programs are.
    private static readonly ConditionalWeakTable<FragmentProgram, ShiftedProgram> Known = [];

    private ShiftedProgram(FragmentProgram program)
    {
        Schedule = program.Shifts;
        Unshared = ReferenceEquals(Schedule.Unshared, program.Circuit)
            ? program
            : new(Schedule.Unshared, program.PreparedQubits, program.MeasuredQubits, program.Variants, program.Precision);
    }

    public ShiftSchedule Schedule { get; }

    /// <summary>Whose probabilities are asked for; the program itself where no angle is used twice.</summary>
    public FragmentProgram Unshared { get; }

    public static ShiftedProgram Of(FragmentProgram program) => Known.GetValue(program, p => new ShiftedProgram(p));
}
