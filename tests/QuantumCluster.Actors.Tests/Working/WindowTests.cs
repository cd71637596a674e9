using QuantumCluster.Actors.Settings;
using QuantumCluster.Actors.Working;

namespace QuantumCluster.Actors.Tests.Working;

public sealed class WindowTests
{
    [Fact]
    public void Before_anything_is_known_the_window_is_the_least_and_devices_get_one_job_at_a_time()
    {
        Window window = Of();
        Assert.Equal((4, 1), (window.PerDevice, window.Depth));
    }

    [Theory]
    [InlineData(50_000, 4, 1)] // a long job: nothing to hide
    [InlineData(1000, 10, 1)]
    [InlineData(100, 100, 10)]
    [InlineData(1, 1024, 1000)]
    [InlineData(0, 1024, 1024)]
    public void Window_fills_its_time_and_a_tenth_of_it_waits_beside_the_device(double microseconds, int perDevice, int depth)
    {
        Window window = Of();
        window.Add(TimeSpan.FromMicroseconds(microseconds));
        Assert.Equal((perDevice, depth), (window.PerDevice, window.Depth));
    }

    [Fact]
    public void One_long_job_among_short_ones_does_not_upset_the_window()
    {
        Window window = Of();
        for (int i = 0; i < 200; i++) window.Add(TimeSpan.FromMicroseconds(50));
        int before = window.PerDevice;
        window.Add(TimeSpan.FromMilliseconds(1));
        Assert.InRange(window.PerDevice, before / 2, before);
        for (int i = 0; i < 200; i++) window.Add(TimeSpan.FromMilliseconds(5));
        Assert.Equal(4, window.PerDevice);
    }

    private static Window Of() => new(new WorkerSettings { WindowPerDevice = 4, WindowTime = TimeSpan.FromMilliseconds(10) });
}
