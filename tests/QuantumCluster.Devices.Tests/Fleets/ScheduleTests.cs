using QuantumCluster.Devices.Fleets;

namespace QuantumCluster.Devices.Tests.Fleets;

public sealed class ScheduleTests
{
    [Fact]
    public void Jobs_go_to_whoever_is_free_first()
    {
        Assert.Equal(0, Schedule.Makespan([], 3, wait: 1, window: 4));
        Assert.Equal(10, Schedule.Makespan([1, 2, 3, 4], 1, wait: 0, window: 4));
        Assert.Equal(6, Schedule.Makespan([1, 2, 3, 4], 2, wait: 0, window: 4)); // 1 + 3 beside 2 + 4
        Assert.Equal(4, Schedule.Makespan([1, 2, 3, 4], 9, wait: 0, window: 4));
    }

    /// <summary>Those who wait at the door together wait once; those who may not come to it yet wait anew.</summary>
    [Fact]
    public void Waits_are_hidden_behind_work_as_far_as_the_window_goes()
    {
        Assert.Equal(5 + 4, Schedule.Makespan([1, 1, 1, 1], 1, wait: 5, window: 4));
        Assert.Equal(4 * (5 + 1), Schedule.Makespan([1, 1, 1, 1], 1, wait: 5, window: 1));
        Assert.Equal(5 + 4 * 5, Schedule.Makespan([5, 5, 5, 5], 1, wait: 5, window: 2)); // each waits while the one before works
    }
}
