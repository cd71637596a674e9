using QuantumCluster.Devices.Profiles;

namespace QuantumCluster.Devices.Noise;

/// <summary>Readout from the chances of basis states: each measured qubit is taken for its opposite now and then.</summary>
internal static class Confusion
{
    /// <param name="populations">[basis state], place 0 the most significant bit.</param>
    /// <param name="measured">Places, the first of them the most significant bit of an outcome.</param>
    /// <returns>[outcome].</returns>
    public static double[] Read(double[] populations, int qubits, IReadOnlyList<int> measured, DeviceNoise noise)
    {
        var outcomes = new double[1 << measured.Count];
        for (int state = 0; state < populations.Length; state++)
        {
            int truth = 0;
            foreach (int place in measured) truth = 2 * truth + ((state >> (qubits - 1 - place)) & 1);
            outcomes[truth] += populations[state];
        }

        for (int m = 0; m < measured.Count; m++)
        {
            int bit = 1 << (measured.Count - 1 - m);
            double up = noise.OneForZero[measured[m]], down = noise.ZeroForOne[measured[m]];
            for (int zero = 0; zero < outcomes.Length; zero++)
                if ((zero & bit) == 0)
                    (outcomes[zero], outcomes[zero | bit]) = ((1 - up) * outcomes[zero] + down * outcomes[zero | bit], up * outcomes[zero] + (1 - down) * outcomes[zero | bit]);
        }

        return outcomes;
    }
}
