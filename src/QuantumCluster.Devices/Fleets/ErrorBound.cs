using QuantumCluster.Cutting.Variants;
using QuantumCluster.Devices.Noise;
using QuantumCluster.Devices.Transpiling;

namespace QuantumCluster.Devices.Fleets;

/// <summary>How wrong a device is at a program, told from its figures alone.</summary>
public static class ErrorBound
{
    /// <summary>
    /// At most the chance that something goes wrong in a shot: no variant's distribution is further from the ideal one in total variation, on
    /// the mean over the variants. The chance of every error that may befall a qubit, taken together by the union bound: depolarising of
    /// strength λ does something with λ (1 − 1/d²), waiting with the chance of a decay or a phase flip, reading with the larger of its two
    /// chances. What errors undo, or what a readout does not see, it does not know of: the truth is lower.
    /// </summary>
    /// <param name="profile">As it is at step 0; drift is not forecast.</param>
    /// <returns>0 to 1; 0 without noise.</returns>
    public static double Of(DeviceProfile profile, FragmentProgram program)
    {
        if (profile.Noise is not { } noise) return 0;
        var errors = new GateErrors(noise, profile.Times);
        var timetable = new Timetable(program, profile.Gates, profile.Times);
        double right = 1;
        foreach (int place in timetable.MeasuredPlaces) right *= 1 - Math.Max(noise.OneForZero[place], noise.ZeroForOne[place]);
        double wrong = 0;
        foreach (Variant variant in program.Variants)
        {
            double undisturbed = right;
            foreach (NoiseEvent happened in timetable.Events(variant)) undisturbed *= 1 - Chance(errors, happened);
            wrong += (1 - undisturbed) / program.Variants.Length;
        }

        return wrong;
    }

    private static double Chance(GateErrors errors, NoiseEvent happened) => happened switch
    {
        NoiseEvent.Idled e => Chance(errors.Waiting(e.Place, e.Seconds)),
        NoiseEvent.LocalError e => 1 - (1 - Chance(errors.DuringLocal(e.Place))) * (1 - errors.Depolarising(e.Place) * 3 / 4),
        NoiseEvent.PairError e => 1 - (1 - Chance(errors.DuringPair(e.First))) * (1 - Chance(errors.DuringPair(e.Second))) * (1 - errors.Depolarising(e.First, e.Second) * 15 / 16),
        _ => 0,
    };

    private static double Chance(Relaxation relaxation) => 1 - (1 - relaxation.Decay) * (1 - relaxation.PhaseFlip);
}
