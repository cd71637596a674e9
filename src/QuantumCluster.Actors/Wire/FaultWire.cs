using System.Runtime.Serialization;
using QuantumCluster.Actors.Faults;
using QuantumCluster.Actors.Settings;

namespace QuantumCluster.Actors.Wire;

/// <summary>Faults travel as their plans have them.</summary>
internal static class FaultWire
{
    /// <exception cref="SerializationException">Not an act.</exception>
    public static FaultAct Act(string text)
    {
        try
        {
            return FaultPlanText.ReadAct(text);
        }
        catch (InvalidSettingException e)
        {
            throw new SerializationException(e.Message, e);
        }
    }
}
