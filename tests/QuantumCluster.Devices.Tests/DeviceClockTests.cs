namespace QuantumCluster.Devices.Tests;

public sealed class DeviceClockTests
{
    private readonly StoppedTime _time = new();

    [Fact]
    public void Job_that_finds_the_processor_free_takes_the_service_time_from_its_arrival()
    {
        DeviceClock clock = new(_time);
        _time.Now = 100;
        Assert.Equal(Milliseconds(10), clock.Occupy(arrived: 100, TimeSpan.Zero, Milliseconds(10)));
        _time.Now = 203;
        Assert.Equal(Milliseconds(7), clock.Occupy(arrived: 200, TimeSpan.Zero, Milliseconds(10)));
    }

    [Fact]
    public void Job_that_waits_begins_when_the_one_before_is_done()
    {
        DeviceClock clock = new(_time);
        for (int job = 1; job <= 5; job++) Assert.Equal(Milliseconds(10 * job), clock.Occupy(arrived: 0, TimeSpan.Zero, Milliseconds(10)));
    }

    /// <summary>However late each job is taken up here, jobs that were waiting take the processor no longer.</summary>
    [Fact]
    public void Late_answers_do_not_add_up()
    {
        DeviceClock clock = new(_time);
        for (int job = 1; job <= 1000; job++)
        {
            TimeSpan wait = clock.Occupy(arrived: 0, TimeSpan.Zero, Milliseconds(10));
            Assert.Equal(Milliseconds(10 * job - _time.Now), wait);
            _time.Now = Math.Max(_time.Now, 10 * job + 3);
        }
    }

    [Fact]
    public void Job_that_should_be_done_already_is_told_by_how_long()
    {
        DeviceClock clock = new(_time);
        _time.Now = 25;
        Assert.Equal(Milliseconds(-15), clock.Occupy(arrived: 0, TimeSpan.Zero, Milliseconds(10)));
    }

    /// <summary>The wait is others' time: the processor works meanwhile on what came before.</summary>
    [Fact]
    public void Wait_at_the_door_and_work_on_the_job_before_go_on_together()
    {
        DeviceClock clock = new(_time);
        Assert.Equal(Milliseconds(17), clock.Occupy(arrived: 0, Milliseconds(7), Milliseconds(10)));
        Assert.Equal(Milliseconds(22), clock.Occupy(arrived: 0, Milliseconds(12), Milliseconds(5))); // waits in vain: until 17 there is work
        Assert.Equal(Milliseconds(43), clock.Occupy(arrived: 0, Milliseconds(40), Milliseconds(3))); // idle from 22 on
    }

    private static TimeSpan Milliseconds(double milliseconds) => TimeSpan.FromMilliseconds(milliseconds);

    /// <summary>Time in milliseconds that stands until it is set.</summary>
    private sealed class StoppedTime : TimeProvider
    {
        public long Now { get; set; }

        public override long TimestampFrequency => 1000;

        public override long GetTimestamp() => Now;
    }
}
