using QuantumCluster.Circuits.Numerics;

namespace QuantumCluster.Cutting.Lanes;

/// <summary>Work that is written once for all kinds of vectors.</summary>
public interface ILanesTask<out TResult>
{
    TResult With<L>() where L : unmanaged, ILanes<L>;
}

/// <summary>The one place where a precision and a width become a type of vectors.</summary>
public static class LaneChoice
{
    public static TResult Run<TTask, TResult>(Precision precision, LaneWidth width, TTask task) where TTask : ILanesTask<TResult> => (precision, width) switch
    {
        (Precision.Double, LaneWidth.Bits512) => task.With<Lanes512>(),
        (Precision.Double, LaneWidth.Bits256) => task.With<Lanes256>(),
        (Precision.Double, _) => task.With<Lanes128>(),
        (Precision.Float, LaneWidth.Bits512) => task.With<FloatLanes512>(),
        (Precision.Float, LaneWidth.Bits256) => task.With<FloatLanes256>(),
        (Precision.Float, _) => task.With<FloatLanes128>(),
        _ => throw new NotSupportedException($"{precision} is no precision."),
    };
}
