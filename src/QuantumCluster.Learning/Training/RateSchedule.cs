using QuantumCluster.Circuits.Numerics;

namespace QuantumCluster.Learning.Training;

/// <summary>How the learning rate changes while a network is trained.</summary>
public enum RateSchedule
{
    Constant,

    /// <summary>Down from the full rate to nothing along half a cosine (Loshchilov and Hutter, 2017, equation 5, without restarts).</summary>
    Cosine,
}

/// <summary>What schedules come to.</summary>
public static class RateSchedules
{
    /// <summary>The factor of the learning rate at a step, in [0, 1].</summary>
    /// <param name="step">Steps done before it, from 0.</param>
    /// <param name="steps">Of the whole training, more than <paramref name="step"/>.</param>
    public static double FactorAt(this RateSchedule schedule, long step, long steps) => schedule switch
    {
        RateSchedule.Constant => 1,
        RateSchedule.Cosine => (1 + SineCosine.Of(Math.PI * step / steps).Cos) / 2,
        _ => throw new ArgumentOutOfRangeException(nameof(schedule)),
    };
}
