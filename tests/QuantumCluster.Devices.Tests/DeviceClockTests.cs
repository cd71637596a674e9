namespace QuantumCluster.Devices.Tests;

public sealed class DeviceClockTests
{
    private readonly StoppedTime _time = new();

    [Fact]
    public void Job_that_finds_the_processor_free_takes_the_service_time_from_its_arrival()
    {
        DeviceClock clock = Clock(10);
        _time.Now = 100;
        Assert.Equal(Milliseconds(10), clock.Occupy(arrived: 100));
        _time.Now = 203;
        Assert.Equal(Milliseconds(7), clock.Occupy(arrived: 200));
    }

    [Fact]
    public void Job_that_waits_begins_when_the_one_before_is_done()
    {
        DeviceClock clock = Clock(10);
        for (int job = 1; job <= 5; job++) Assert.Equal(Milliseconds(10 * job), clock.Occupy(arrived: 0));
    }

    /// <summary>However late each job is taken up here, jobs that were waiting take the processor no longer.</summary>
    [Fact]
    public void Late_answers_do_not_add_up()
    {
        DeviceClock clock = Clock(10);
        for (int job = 1; job <= 1000; job++)
        {
            TimeSpan wait = clock.Occupy(arrived: 0);
            Assert.Equal(Milliseconds(10 * job - _time.Now), wait);
            _time.Now = Math.Max(_time.Now, 10 * job + 3);
        }
    }

    [Fact]
    public void Job_that_should_be_done_already_is_told_by_how_long()
    {
        DeviceClock clock = Clock(10);
        _time.Now = 25;
        Assert.Equal(Milliseconds(-15), clock.Occupy(arrived: 0));
    }

    private DeviceClock Clock(double milliseconds) => new(Milliseconds(milliseconds), _time);

    private static TimeSpan Milliseconds(double milliseconds) => TimeSpan.FromMilliseconds(milliseconds);

    /// <summary>Time in milliseconds that stands until it is set.</summary>
    private sealed class StoppedTime : TimeProvider
    {
        public long Now { get; set; }

        public override long TimestampFrequency => 1000;

        public override long GetTimestamp() => Now;
    }
}
