using QuantumCluster.Cutting.Lanes;
using QuantumCluster.Devices.Transpiling;

namespace QuantumCluster.Devices.Noise;

/// <summary>What happens to one qubit, on any table of which it is a digit.</summary>
internal static class LocalEvents
{
    /// <param name="sineCosine">Of a turn's angle, in every lane.</param>
    public static void Apply<L>(NoiseEvent.OfOne happened, Span<L> table, int stride, GateErrors errors, Func<Turn, (L Sine, L Cosine)> sineCosine) where L : unmanaged, ILanes<L>
    {
        switch (happened)
        {
            case NoiseEvent.Turned turned:
                foreach (Turn turn in turned.Turns)
                {
                    (L sine, L cosine) = sineCosine(turn);
                    PauliTable.Turn(table, stride, turn.Axis, sine, cosine);
                }

                break;
            case NoiseEvent.Idled idled:
                PauliTable.Relax(table, stride, errors.Waiting(idled.Place, idled.Seconds));
                break;
            case NoiseEvent.LocalError local:
                PauliTable.Relax(table, stride, errors.DuringLocal(local.Place));
                PauliTable.Depolarise(table, stride, errors.Depolarising(local.Place));
                break;
            default:
                throw new InvalidOperationException($"{happened.GetType().Name} has no effect here.");
        }
    }
}
