using System.Globalization;
using QuantumCluster.Devices.Fleets;
using QuantumCluster.Experiments.Fleets;

namespace QuantumCluster.Cli.Plan;

/// <summary>A forecast for people, within 100 columns.</summary>
internal static class ForecastPage
{
    public static void Write(TextWriter output, FleetForecast forecast)
    {
        output.WriteLine($"On a fleet of {string.Join(", ", forecast.Fleet.Select(g => $"{g.Devices} {g.Profile.Name}"))}: what each policy costs, messages not counted");
        output.WriteLine($"    {"policy",-13}{"wall time",12}{"device time",13}{"error at most",15}   fragments on");
        foreach (Placement placement in forecast.Placements)
        {
            string mark = placement.Policy == forecast.Policy ? ">" : " ";
            output.WriteLine($"  {mark} {FleetForecast.Name(placement.Policy),-13}{Time(placement.Forecast.WallTime),12}{Time(placement.Forecast.DeviceTime),13}{Error(placement.Forecast.ErrorBound),15}   {On(placement)}");
        }

        output.WriteLine();
        output.WriteLine($"Placed by {FleetForecast.Name(forecast.Policy)}");
        foreach (FragmentForecast f in forecast.Chosen.Forecast.Fragments)
            Row(output, $"fragment {f.Fragment}", $"on {f.On.Profile.Name}: {Counts(f.Jobs, f.Shots)}, {Time(f.DeviceTime)} of device time, error at most {Error(f.ErrorBound)}");
        Forecast all = forecast.Chosen.Forecast;
        Row(output, "in all", $"{Counts(all.Jobs, all.Shots)}, {Time(all.DeviceTime)} of device time in {Time(all.WallTime)}");
        Row(output, "error by noise", all.ErrorBound == 0 ? "none" : $"at most {Error(all.ErrorBound)}: the chance that in one shot of every fragment something goes wrong");
        Row(output, "error by chance", all.SamplingError is { } sampling ? $"about {Error(sampling)} (root mean square of an output, if all outcomes are alike)" : "none: exact probabilities");
        if (forecast.Happened is { } happened) Write(output, all, happened);
    }

    private static void Write(TextWriter output, Forecast forecast, TrialResult happened)
    {
        output.WriteLine();
        output.WriteLine("What then happened, beside the forecast");
        Row(output, "answers", string.Create(CultureInfo.InvariantCulture, $"{happened.Jobs:N0} for {forecast.Jobs:N0} jobs"));
        Row(output, "device time", $"{Time(happened.DeviceTime)}, {Deviation(happened.DeviceTime, forecast.DeviceTime)}; waits at the door left out");
        if (happened.CopiesTime > TimeSpan.Zero) Row(output, "copies", $"{Time(happened.CopiesTime)} more, of jobs that seemed late and were done twice");
        Row(output, "wall time", $"{Time(happened.WallTime)}, {Deviation(happened.WallTime, forecast.WallTime)}");
        Row(output, "error", $"{Error(happened.RootMeanSquareError)} (root mean square of an output)");
    }

    public static string Time(TimeSpan time) => time.TotalSeconds switch
    {
        0 => "0 s",
        < 1e-3 => Text($"{time.TotalMicroseconds:0.0} µs"),
        < 1 => Text($"{time.TotalMilliseconds:0.0} ms"),
        < 120 => Text($"{time.TotalSeconds:0.00} s"),
        < 36_000 => Text($"{time.TotalMinutes:0.0} min"),
        _ => Text($"{time.TotalHours:0.0} h"),
    };

    private static string Deviation(TimeSpan happened, TimeSpan forecast) =>
        forecast == TimeSpan.Zero ? "none was forecast" : Text($"{100 * (happened / forecast - 1):+0.0;-0.0} % against {Time(forecast)}");

    private static string On(Placement placement) => string.Join(", ", placement.Forecast.Fragments.GroupBy(f => f.On.Profile.Name).Select(g => $"{g.Key} {PlanWords.Range([.. g.Select(f => f.Fragment)])}"));

    private static string Counts(long jobs, long shots) => Text($"{jobs:N0} {(jobs == 1 ? "job" : "jobs")}{(shots == 0 ? "" : Text($", {shots:N0} shots"))}");

    private static string Error(double error) => error.ToString("G3", CultureInfo.InvariantCulture);

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);

    private static void Row(TextWriter output, string name, string value) => output.WriteLine($"  {name,-17}{value}");
}
